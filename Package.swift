// swift-tools-version: 6.3
import PackageDescription

/// The arrow: a stage may import what stands to its right, and nothing else.
/// `saring, workbench, Saring → Pipeline → Incidents → Mentions → RuleBook → Text → Bytes`; `Pipeline → Articles → HTML → Bytes`.
let package = Package(
  name: "saring",
  products: [
    .library(name: "Saring", targets: ["Saring"]),
    .executable(name: "saring", targets: ["saring"]),
    .executable(name: "workbench", targets: ["workbench"]),
  ],
  targets: [
    .systemLibrary(name: "CSHA256"),
    .target(name: "Bytes", dependencies: ["CSHA256"]),
    .target(name: "JSON", dependencies: ["Bytes"]),
    .target(name: "Text", dependencies: ["Bytes"]),
    .target(name: "HTML", dependencies: ["Bytes"]),
    .target(name: "Markdown"),
    .target(name: "RuleBook", dependencies: ["Bytes", "Text"]),
    .target(name: "Articles", dependencies: ["Bytes", "HTML", "Markdown", "Text", "RuleBook"]),
    .target(name: "Mentions", dependencies: ["Bytes", "Text", "RuleBook"]),
    .target(name: "Incidents", dependencies: ["Bytes", "Text", "RuleBook", "Articles", "Mentions"]),
    .target(name: "Records", dependencies: ["Bytes", "JSON", "Text", "Articles", "Mentions", "Incidents"]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "Dumps", dependencies: ["Bytes", "JSON", "Markdown", "CZlib"]),
    .target(
      name: "Pipeline",
      dependencies: ["Bytes", "Text", "RuleBook", "Articles", "Mentions", "Incidents", "Records", "Dumps"]),
    // Not in Sources/Saring: a disk that does not tell cases apart holds Sources/saring there.
    .target(
      name: "Saring",
      dependencies: [
        "Bytes", "Text", "RuleBook", "Articles", "Mentions", "Incidents", "Records", "Dumps", "Pipeline",
      ], path: "Sources/Library"),
    .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
    .target(name: "Ledger", dependencies: ["CSQLite"]),
    .target(name: "SQL", dependencies: ["CSQLite"]),
    .target(
      name: "Linking", dependencies: ["Bytes", "JSON", "Text", "Articles", "Mentions", "Incidents", "Records", "SQL"]),
    .target(name: "Evaluation", dependencies: ["JSON"]),
    .target(name: "Exports", dependencies: ["Bytes", "JSON", "Text", "Mentions", "Incidents", "Records", "SQL"]),
    .target(name: "Disk", dependencies: ["RuleBook"]),
    .executableTarget(
      name: "saring",
      dependencies: [
        "Disk", "Bytes", "JSON", "Text", "RuleBook", "Articles", "Mentions", "Incidents", "Records", "Dumps", "Ledger",
        "Pipeline", "SQL", "Linking", "Evaluation", "Exports",
      ]),
    .executableTarget(
      name: "workbench",
      dependencies: [
        "Disk", "Bytes", "JSON", "Text", "HTML", "RuleBook", "Articles", "Mentions", "Incidents", "Records", "Dumps",
        "Pipeline",
      ]),
    .testTarget(name: "HTMLTests", dependencies: ["HTML", "Bytes"]),
    .testTarget(name: "ArticlesTests", dependencies: ["Articles", "Bytes", "Text", "RuleBook"]),
    .testTarget(name: "BytesTests", dependencies: ["Bytes"]),
    .testTarget(name: "MarkdownTests", dependencies: ["Markdown"]),
    .testTarget(name: "JSONTests", dependencies: ["JSON", "Bytes"]),
    .testTarget(
      name: "RecordsTests", dependencies: ["Records", "Bytes", "JSON", "Text", "Articles", "Mentions", "Incidents"]),
    .testTarget(name: "SQLTests", dependencies: ["SQL"]),
    .testTarget(name: "LinkingTests", dependencies: ["Linking", "JSON", "Records", "SQL"]),
    .testTarget(name: "EvaluationTests", dependencies: ["Evaluation", "JSON"]),
    .testTarget(name: "ExportsTests", dependencies: ["Exports", "JSON", "Records", "SQL"]),
    .testTarget(name: "DumpsTests", dependencies: ["Dumps", "Bytes", "CZlib"]),
    .testTarget(name: "LedgerTests", dependencies: ["Ledger"]),
    .testTarget(name: "CommandTests", dependencies: ["saring", "Disk", "JSON"]),
    .testTarget(name: "TextTests", dependencies: ["Text", "Bytes"]),
    .testTarget(name: "RuleBookTests", dependencies: ["RuleBook", "Text", "Bytes", "Disk", "JSON"]),
    .testTarget(name: "MentionsTests", dependencies: ["Mentions", "RuleBook", "Text", "Bytes"]),
    .testTarget(
      name: "IncidentsTests",
      dependencies: ["Disk", "Pipeline", "Bytes", "Text", "RuleBook", "Articles", "Mentions", "Incidents", "Records"]),
    .testTarget(
      name: "PipelineTests",
      dependencies: ["Pipeline", "Disk", "JSON", "Bytes", "Text", "RuleBook", "Articles", "Mentions", "Incidents", "Records", "Dumps"]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
  ]
}
