/// Indonesian verb and noun forms of a root: what a rule's `~tangkap` stands for.
///
/// Forms are generated, not guessed from the text, so that `~kirim` never matches "mengingat". Nasal assimilation follows
/// *Tata Bahasa Baku Bahasa Indonesia*: k, p, t, s drop after `meN-`/`peN-` (tangkap → menangkap), other initials take m, n, ng, nge.
package enum Stem {
  /// All forms of a root, the root first; clitics (-nya, -lah …) are left to the tokenizer.
  package static func forms(of root: String) -> [String] {
    let letters = Array(root)
    guard let first = letters.first else { return [] }
    let nasal = nasalForms(letters, first)
    var forms = [root, root + "kan", root + "an", root + "i"]
    func add(_ prefixes: [String], _ bases: [String], _ suffixes: [String]) {
      for prefix in prefixes { for base in bases { for suffix in suffixes { forms.append(prefix + base + suffix) } } }
    }
    add(["me"], nasal, ["", "kan", "i"])
    add(["pe"], nasal, ["", "an"])
    add(["di"], [root], ["", "kan", "i"])
    add(["diper", "memper", "per", "pem" + "ber"], [root], ["", "kan", "an", "i"])
    add(["ter"], [root], ["", "kan", "i"])
    add(["ber"], [root], ["", "an", "kan"])
    add(["ke"], [root], ["an"])
    add(["se"], [root], ["", "an"])
    add(["ku", "kau"], [root], ["", "kan", "i"])
    // "bekerja", "beserta": ber- loses its r before another one in the first syllable.
    let isClosedByR = letters.count > 3 && letters[1] == "e" && letters[2] == "r" && !"aiueo".contains(letters[3])
    if first == "r" || isClosedByR { add(["be", "te", "pe"], [root], ["", "an"]) }
    if isClosedByR { add(["mempe", "dipe"], [root], ["", "kan"]) }
    // Foreign and short roots: "mengklaim", "diskors" keep their initial.
    if "kpts".contains(first), letters.count > 1, !"aiueo".contains(letters[1]) {
      let prefix = ["k": "meng", "p": "mem", "t": "men", "s": "men"][first] ?? "me"
      add([prefix, "pe" + prefix.dropFirst(2)], [root], ["", "kan", "i", "an"])
    }
    add(["di", "me"], [root + "-" + root], ["", "kan"])
    forms.append(root + "-" + root)
    var seen: Set<String> = []
    return forms.filter { seen.insert($0).inserted }
  }

  /// The root after `me`/`pe`, with its nasal: "tangkap" gives "nangkap", "bebas" gives "mbebas".
  private static func nasalForms(_ letters: [Character], _ first: Character) -> [String] {
    let root = String(letters)
    let rest = String(letters.dropFirst())
    switch first {
    case "k": return ["ng" + rest]
    case "p": return ["m" + rest]
    case "t": return ["n" + rest]
    case "s": return ["ny" + rest]
    case "b", "f", "v": return ["m" + root]
    case "c", "d", "j", "z": return ["n" + root]
    case "a", "e", "i", "o", "u", "g", "h", "q", "x":
      let vowels = letters.filter { "aiueo".contains($0) }.count
      return vowels <= 1 ? ["ng" + root, "nge" + root] : ["ng" + root]
    default: return [root]
    }
  }
}
