package import Bytes
package import Mentions
package import Text

/// One course of events that involves one group of people. Field names are those of `saring.incident/1`; the article's own fields
/// (id, url, title, published, producer) are added where the record is written.
package struct Incident: Sendable {
  package struct Place: Hashable, Sendable {
    package var name: String
    /// ISO 3166-1 alpha-2, where it is known.
    package var country: String?
    package init(name: String, country: String?) {
      self.name = name
      self.country = country
    }
  }

  package struct Affected: Hashable, Sendable {
    package var count: Int?
    package var min: Int?
    package var max: Int?
    package var dead: Int?
    package var female: Int?
    package var male: Int?
    package var minors: Int?
    package var text: String?
    package init() {}
  }

  package struct Person: Hashable, Sendable {
    package enum Sex: String, Sendable { case female, male }
    package enum Status: String, Sendable { case dead, ill, missing, detained, rescued, returned }
    package var name: String
    package var age: Int?
    package var sex: Sex?
    package var status: Status?
    /// Kemendagri code of the region the person comes from.
    package var origin: String?
    package init(name: String, age: Int? = nil, sex: Sex? = nil, status: Status? = nil, origin: String? = nil) {
      self.name = name
      self.age = age
      self.sex = sex
      self.status = status
      self.origin = origin
    }
  }

  package struct Suspects: Hashable, Sendable {
    package var count: Int?
    package var names: [String] = []
    package init() {}
  }

  package var harms: [String] = []
  package var responses: [String] = []
  package var date: DatedValue?
  /// ISO 3166-1 alpha-2.
  package var countries: [String] = []
  package var places: [Place] = []
  /// Regions that the affected come from, as in the article's `regions`.
  package var origins: [Entities.Region] = []
  package var sectors: [String] = []
  package var affected = Affected()
  package var people: [Person] = []
  package var suspects = Suspects()
  package var agencies: [Entities.AgencyName] = []
  /// Names of those of the article's officials that belong to it.
  package var officials: [String] = []
  package var laws: [String] = []
  package var alleged = false
  package var background = false
  /// 0 to 1.
  package var confidence = 0.0
  /// What the confidence is reckoned from; no field of the record.
  package var grounds: [Grounds] = []
  package var evidence: [Evidence] = []
  package var linkKey = ""
  package var findings: [Finding] = []

  package init() {}
}
