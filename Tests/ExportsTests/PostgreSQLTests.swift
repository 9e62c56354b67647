import Exports
import Glibc
import Records
import Testing

/// Against a real server, where its programs are found. It is started for the test alone: in a folder of its own, on a socket there, no port.
@Suite struct PostgreSQLTests {
  /// Its programs write to /dev/null as another user: a container where that is no device cannot start it.
  static let hasServer = shell("command -v initdb pg_ctl psql && [ -c /dev/null ]").status == 0

  @Test func theScriptHasOneLineARecord() throws {
    let text = PostgreSQL(privacy: .open).add(try sample())
    #expect(text.filter { $0 == "\n" }.count == 1)
    #expect(
      text.contains("pekerja\\tdari Rusa") && text.contains("dua\\norang")
        && text.contains("{\"Kancil {X}, \\\\\"Y\\\\\"\"}"))
  }

  @Test(.enabled(if: hasServer)) func aServerLoadsIt() throws {
    let export = PostgreSQL(privacy: .open)
    let script = export.begin() + export.add(try sample()) + export.add(try bare()) + export.end()
    let queries = """
      SELECT count(*) FROM saring.incident;
      SELECT title, affected_text, suspects[1], places->0->>'name' FROM saring.incident WHERE harms @> '{trafficking}';
      SELECT date_from, date_to, published, alleged FROM saring.incident WHERE id = 'a#1';
      SELECT string_agg(name || '/' || age || '/' || coalesce(origin, '-'), ',' ORDER BY name) FROM saring.incident_person;
      SELECT title IS NULL, harms = '{}', date_from IS NULL FROM saring.incident WHERE id = 'b#1';
      SELECT incident, id, name FROM saring.incident_agency;
      """
    let folder = shell("mktemp -d /tmp/saring-pg-XXXXXX").output.filter { $0 != "\n" }
    defer { _ = shell("rm -rf '\(folder)'") }
    write(script, to: folder + "/load.sql")
    write(queries, to: folder + "/ask.sql")
    // initdb and postgres refuse root.
    let result = shell(
      """
      cd '\(folder)'; as=; if [ "$(id -u)" = 0 ]; then chown -R nobody .; as="setpriv --reuid=nobody --clear-groups"; fi
      $as initdb -D data -A trust -U saring -E UTF8 --locale=C >log 2>&1 || { cat log; exit 1; }
      trap '$as pg_ctl -D data -m immediate stop >/dev/null 2>&1' EXIT
      $as pg_ctl -D data -w -l server.log -o "-k '\(folder)' -c listen_addresses='' -c fsync=off" start >/dev/null 2>&1 || { cat server.log; exit 1; }
      ask="psql -X -q -h '\(folder)' -U saring -d postgres -v ON_ERROR_STOP=1 -A -t"
      eval $ask -f load.sql && eval $ask -f ask.sql
      """)
    #expect(
      result.output == """
        2
        Kisah "Budi Umpama", pekerja\tdari Rusa|dua
        orang|Kancil {X}, "Y"|Kota \\Jauh
        2024-02-01|2024-02-29|2024-03-05|t
        Budi Umpama/16/-,FI/26/12.71
        t|t|t
        a#1|kemlu|Kemlu; RI

        """)
    #expect(result.status == 0)
  }
}

/// Runs a script of the shell; what it writes to both outputs.
func shell(_ script: String) -> (status: Int32, output: String) {
  guard let pipe = unsafe popen("{ \(script)\n} 2>&1", "r") else { return (-1, "") }
  var output: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 4096)
  while true {
    let count = unsafe buffer.withUnsafeMutableBytes { unsafe fread($0.baseAddress, 1, $0.count, pipe) }
    if count == 0 { break }
    output += buffer[..<count]
  }
  return (unsafe pclose(pipe), String(decoding: output, as: UTF8.self))
}

private func write(_ text: String, to path: String) {
  guard let file = unsafe fopen(path, "w") else { return }
  let bytes = Array(text.utf8)
  _ = unsafe bytes.withUnsafeBytes { unsafe fwrite($0.baseAddress, 1, $0.count, file) }
  unsafe fclose(file)
}
