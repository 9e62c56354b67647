import Incidents
import Mentions
package import Records
import Text

/// Field names and codes of the Human Trafficking Case Data Standard 2.0 (IOM, UNMigration/HTCDS, CC BY 4.0): one line of
/// comma-separated values a named person, one for an incident that names nobody.
///
/// News establishes no case: a victim is at most a possible one, and fields that only a caseworker can fill stay empty. Columns with the
/// prefix `saring_` are not of the standard: they say which record a line comes from, and carry what the standard has no field for.
package struct HTCDS: TextExport {
  private let privacy: Privacy
  private let provinces: [String: String]

  /// - Parameter provinces: Kemendagri code to name.
  package init(privacy: Privacy, provinces: [String: String]) {
    self.privacy = privacy
    self.provinces = provinces
  }

  static let columns = [
    "prs_FirstName", "prs_SecondName", "prs_Gender", "prs_Deceased", "prs_Citizenship", "prs_MailingCountry",
    "prs_MailingState",
    "vic_TraffickingStatus", "vic_AgeWhenTrafficked", "vic_MethodsOfControl", "vic_TypeOfExploitation",
    "vic_ForcedLabourIndustry",
    "per_RoleInProcess", "per_RoleDetails", "hte_City", "hte_Country", "hte_Date", "hte_Type", "hte_Description",
    "saring_Incident",
    "saring_Url", "saring_AgeBand", "saring_AffectedCount",
  ]

  package func begin() -> String { csvLine(Self.columns) }

  package func add(_ record: IncidentRecord) -> String {
    let shown = privacy.applied(to: record)
    let event = event(shown)
    let people: [Incident.Person?] = shown.incident.people.isEmpty ? [nil] : shown.incident.people
    var text = ""
    for person in people { text += line(event.merging(victim(person, shown.incident)) { $1 }) }
    for name in shown.incident.suspects.names {
      var row = event.merging(names(name)) { $1 }
      row["per_RoleInProcess"] = "Other"
      row["per_RoleDetails"] = "named as a suspect in the news"
      text += line(row)
    }
    return text
  }

  private func line(_ row: [String: String]) -> String { csvLine(Self.columns.map { row[$0] ?? "" }) }

  private func event(_ record: IncidentRecord) -> [String: String] {
    let incident = record.incident
    var row: [String: String] = ["saring_Incident": record.id, "saring_Url": record.url ?? ""]
    row["hte_City"] = incident.places.first?.name
    row["hte_Country"] = incident.countries.first
    // The standard asks for a day.
    row["hte_Date"] = incident.date?.date.exactDay?.description
    if incident.harms.contains(where: Self.exploitation.contains) { row["hte_Type"] = "Exploitation" }
    if incident.responses.contains("departure_prevented") { row["hte_Type"] = "Recruitment" }
    row["hte_Description"] = (incident.harms + incident.responses).joined(separator: "; ")
    row["saring_AffectedCount"] = incident.affected.count.map(String.init)
    return row
  }

  private static let exploitation: Set<String> = [
    "trafficking", "forced_crime", "confinement", "unpaid_wages", "physical_abuse", "sexual_abuse",
  ]

  private func victim(_ person: Incident.Person?, _ incident: Incident) -> [String: String] {
    var row: [String: String] = [:]
    if let person {
      row = names(person.name)
      row["prs_Gender"] = person.sex.map { $0 == .female ? "Feminine" : "Masculine" } ?? "NonSpecifiedUnknown"
      row["prs_Deceased"] = person.status == .dead ? "TRUE" : nil
      row["vic_AgeWhenTrafficked"] = incident.age(of: person, privacy).map { String($0) }
      row["saring_AgeBand"] = incident.ageBand(of: person)
    }
    if let origin = person?.origin ?? incident.origins.first?.code {
      row["prs_Citizenship"] = "ID"
      row["prs_MailingCountry"] = "ID"
      row["prs_MailingState"] = provinces[String(origin.prefix(2))]
    }
    let trafficked = incident.harms.contains("trafficking")
    if trafficked { row["vic_TraffickingStatus"] = "PossibleVictimOfTrafficking" }
    row["vic_MethodsOfControl"] = multiple(incident.harms.compactMap { Self.control[$0] })
    guard trafficked || incident.harms.contains("forced_crime") else { return row }
    var types: [String] = []
    if incident.sectors.contains("sex_work") { types.append("SexualExploitation") }
    if incident.harms.contains("forced_crime") || incident.sectors.contains(where: { $0 != "sex_work" }) {
      types.append("ForcedLabour")
    }
    row["vic_TypeOfExploitation"] = multiple(types)
    row["vic_ForcedLabourIndustry"] = incident.sectors.compactMap { Self.industry[$0] }.first
    return row
  }

  /// The last word is the second name; a name of one word or initials is a first name.
  private func names(_ name: String) -> [String: String] {
    let words = name.split(separator: " ").map(String.init)
    guard words.count > 1 else { return ["prs_FirstName": name] }
    return ["prs_FirstName": words.dropLast().joined(separator: " "), "prs_SecondName": words[words.count - 1]]
  }

  private func multiple(_ codes: [String]) -> String {
    var seen: Set<String> = []
    return codes.filter { seen.insert($0).inserted }.joined(separator: ";")
  }

  private static let control = [
    "physical_abuse": "PhysicalAbuse", "sexual_abuse": "SexualAbuse", "ransom": "DebtBondage",
    "unpaid_wages": "TakesEarnings",
    "recruitment_fraud": "FalsePromises", "confinement": "Other",
  ]

  /// Sections of ISIC, as the standard spells them.
  private static let industry = [
    "fishing": "A_AgricultureForestryAndFishing", "plantation": "A_AgricultureForestryAndFishing",
    "agriculture": "A_AgricultureForestryAndFishing", "mining": "B_MiningAndQuarrying",
    "manufacturing": "C_Manufacturing",
    "construction": "F_Construction", "retail": "G_WholesaleAndRetailTradeRepairOfMotorVehicles",
    "seafaring": "H_TransportationAndStorage", "transport": "H_TransportationAndStorage",
    "hospitality": "I_AccommodationAndFoodServiceActivities", "cleaning": "N_AdministrativeAndSupportServiceActivities",
    "office": "N_AdministrativeAndSupportServiceActivities", "military": "O_PublicAdministrationAndDefence",
    "care": "Q_HumanHealthAndSocialWorkActivities", "online_gambling": "R_ArtsEntertainmentAndRecreation",
    "entertainment": "R_ArtsEntertainmentAndRecreation", "online_scam": "S_OtherServiceActivities",
    "other": "S_OtherServiceActivities", "domestic_work": "T_ActivitiesOfHouseholdsAsEmployers",
  ]
}
