extension Message {
  /// Every template in Indonesian; `%1` and the like stand for what the English has there, in whatever order.
  package static let indonesian: [String: String] = [
    ": did you mean %1?": ": maksud Anda %1?",

    "this file is not read: rules end in .rules, lists in .tsv":
      "berkas ini tidak dibaca: nama berkas kaidah berakhir .rules, daftar .tsv",

    // Statements and clauses
    "this file is not UTF-8: save it as UTF-8 and try again": "berkas ini bukan UTF-8: simpan sebagai UTF-8 lalu coba lagi",
    "the rule's name, such as official.office-then-name": "nama kaidah, misalnya official.office-then-name",
    "a phase's name": "nama fase",
    "a name for the pattern": "nama untuk pola",
    "the name of a rule": "nama sebuah kaidah",
    "`%1` belongs to a rule: indent it under `rule NAME`": "`%1` bagian dari kaidah: tulis menjorok di bawah `rule NAMA`",
    "expected one of %1%2": "seharusnya salah satu dari %1%2",
    "an indented line outside a rule: begin with `rule NAME`": "baris menjorok di luar kaidah: mulai dengan `rule NAMA`",
    "the phase's name": "nama fasenya",
    "title, lead, body, quote or dateline": "title, lead, body, quote, atau dateline",
    "low, normal or high": "low, normal, atau high",
    "priority is low, normal or high, not %1": "priority adalah low, normal, atau high, bukan %1",
    "before, after or within": "before, after, atau within",
    "expected before, after or within, not %1": "seharusnya before, after, atau within, bukan %1",
    "expected `within sentence`": "seharusnya `within sentence`",
    "a type": "sebuah tipe",
    "the type's name": "nama tipe", "the list's name": "nama daftar",
    "its fields, such as `(name: text, count: number)`": "isiannya, misalnya `(name: text, count: number)`",
    "a field's name": "nama isian",
    "the field's kind: text, number or a list": "jenis isian: text, number atau sebuah daftar",
    "text, number or a list": "text, number atau sebuah daftar",
    "a field is text, number or a list such as @sectors, not %1": "isian berjenis text, number atau daftar seperti @sectors, bukan %1",
    "%1.%2 is a name of @%3, and \"%4\" is none%5": "%1.%2 adalah nama dari @%3, dan \"%4\" bukan%5",
    "%1.%2 is a name of @%3, and %4 is words of the text: map them, %5{word => name}":
      "%1.%2 adalah nama dari @%3, sedangkan %4 berisi kata-kata teks: petakan, %5{kata => nama}",
    "%1: its %2 becomes %3.%4, a name of @%5, and \"%6\" is none%7":
      "%1: kolom %2 menjadi %3.%4, yaitu nama dari @%5, dan \"%6\" bukan%7",
    "`)` or another field": "`)` atau isian berikutnya",
    "negated or alleged": "negated atau alleged",
    "a mood is negated or alleged, not %1": "mood adalah negated atau alleged, bukan %1",
    "how many tokens before the mention it may stand": "paling jauh berapa kata di depan sebutan",
    "expected `%1`: %2": "seharusnya `%1`: %2",
    "expected `=>`": "seharusnya `=>`",
    "expected `%1`": "seharusnya `%1`",
    "expected a number: %1": "seharusnya bilangan: %1",
    "how many are added": "berapa yang ditambahkan",
    "expected %1": "seharusnya %1",
    "the rule names its phase twice": "kaidah menyebut fasenya dua kali",
    "the rule names its priority twice": "kaidah menyebut priority-nya dua kali",
    "`%1` belongs to no rule: write it at the left margin": "`%1` bukan bagian kaidah: tulis di tepi kiri",
    "the field %1 is declared twice": "isian %1 dinyatakan dua kali",
    "nothing more was expected on this line": "baris ini seharusnya sudah selesai di sini",

    // Patterns
    "expected a pattern: \"word\", ~stem, @list, <Class>, {a|b}": "seharusnya pola: \"kata\", ~dasar, @daftar, <Kelas>, {a|b}",
    "expected a pattern": "seharusnya pola",
    "expected a text in quotes": "seharusnya teks di antara tanda kutip",
    "this quotation mark is never closed": "tanda kutip ini tidak pernah ditutup",
    "bounds run from the smaller to the larger, at most 40": "batas ditulis dari yang kecil ke yang besar, paling besar 40",
    "a root, as in ~tangkap": "kata dasar, seperti ~tangkap",
    "a list's name, as in @regencies": "nama daftar, seperti @regencies",
    "a defined pattern's name": "nama pola yang didefinisikan",
    "a class or type, as in <Name>": "kelas atau tipe, seperti <Name>",
    "expected `>` after <%1": "seharusnya `>` sesudah <%1",
    "a gap is written ..6; a full stop is written \".\"": "sela ditulis ..6; titik ditulis \".\"",
    "a gap names its largest size, at most 40: ..6": "sela menyebut ukuran terbesarnya, paling besar 40: ..6",
    "`%1` begins no element; a mark of the text is quoted: \"%2\"":
      "tidak ada unsur pola yang diawali `%1`; tanda dalam teks ditulis di antara kutip: \"%2\"",
    "`%1` quotes nothing here: write straight quotation marks, \"…\"":
      "`%1` tidak mengutip apa-apa di sini: pakai tanda kutip lurus, \"…\"",
    "`%1` stands right behind its element, without a blank; a mark of the text is quoted: \"%2\"":
      "`%1` ditulis tepat di belakang unsurnya, tanpa spasi; tanda dalam teks ditulis di antara kutip: \"%2\"",
    "alternatives stand in braces: {a|b}; a mark of the text is quoted: \"%1\"":
      "pilihan ditulis dalam kurung kurawal: {a|b}; tanda dalam teks ditulis di antara kutip: \"%1\"",
    "this `%1` closes nothing that is open": "`%1` ini tidak menutup apa pun yang terbuka",
    "a blank that cannot be seen stands here (U+%1): write a plain one":
      "di sini ada spasi yang tak terlihat (U+%1): tulis spasi biasa",
    "bounds are written {2} or {2,4}: name the largest, too": "batas ditulis {2} atau {2,4}: sebut juga yang terbesar",
    "`%1` is closed by `%2`, not by `%3`": "`%1` ditutup dengan `%2`, bukan `%3`",
    "expected `]`, or `,` and another column": "seharusnya `]`, atau `,` dan kolom berikutnya",
    "this `%1` is not closed: expected `|` or `%2`": "`%1` ini tidak ditutup: seharusnya `|` atau `%2`",
    "this pattern is nested too deeply: at most %1 levels": "pola ini bersarang terlalu dalam: paling banyak %1 tingkat",
    "this pattern is too large: written out it has more than %1 steps; repeat less, or use a list":
      "pola ini terlalu besar: bila dijabarkan lebih dari %1 langkah; kurangi pengulangan, atau pakai daftar",
    "<%1> is a class of words: it has no field %2": "<%1> adalah kelas kata: tidak punya isian %2",
    "%1.%2 is a number, and \"%3\" is none": "%1.%2 adalah bilangan, dan \"%3\" bukan",
    "nothing that %1 catches has a column or field %2%3": "tidak ada yang ditangkap %1 yang punya kolom atau isian %2%3",
    "%1 stands within itself: what it catches would begin in one and end in the other":
      "%1 berada di dalam dirinya sendiri: tangkapannya akan berawal di satu dan berakhir di yang lain",
    "no rule of the phase %1 makes %2, so nothing is shielded: a shield works within its phase":
      "tidak ada kaidah fase %1 yang membuat %2, jadi tidak ada yang ditangkal: shield hanya bekerja dalam fasenya",
    "a column's name": "nama kolom",
    "`=` and a value": "`=` dan nilainya",
    "a value": "sebuah nilai",
    "`]`": "`]`",
    "an empty text matches nothing": "teks kosong tidak cocok dengan apa pun",

    // make and examples
    "the type of mention to make": "tipe sebutan yang dibuat",
    "`:` and the field's value": "`:` dan nilai isian",
    "`,` or `)`": "`,` atau `)`",
    "a capture, or a \"constant\"": "sebuah tangkapan, atau \"tetapan\"",
    "a word of the text": "sebuah kata dalam teks",
    "its value": "nilainya",
    "`}`": "`}`",
    "expected the example's text in quotes": "seharusnya teks contoh di antara tanda kutip",
    "`=` and the value it must have": "`=` dan nilai yang harus didapat",
    "the value": "nilainya",

    "the field %1 is given twice": "isian %1 diberi dua kali",
    "an example marks one stretch, or none: [so]": "sebuah contoh menandai satu bagian, atau tidak sama sekali: [begini]",

    // Names
    "the phase %1 is declared twice": "fase %1 dinyatakan dua kali",
    "the type %1 is declared in %2:%3 already": "tipe %1 sudah dinyatakan di %2:%3",
    "$%1 is defined in %2:%3 already": "$%1 sudah didefinisikan di %2:%3",
    "a rule named %1 stands in %2:%3 already": "kaidah bernama %1 sudah ada di %2:%3",
    "no rule is named %1%2": "tidak ada kaidah bernama %1%2",
    "unknown type %1%2": "tipe %1 tidak dikenal%2",
    "unknown scope %1%2; scopes are title, lead, body, quote, dateline":
      "cakupan %1 tidak dikenal%2; cakupan adalah title, lead, body, quote, dateline",
    "unknown phase %1%2": "fase %1 tidak dikenal%2",
    "the rule %1 names no phase": "kaidah %1 tidak menyebut fase",
    "the rule %1 has no `match`": "kaidah %1 tidak punya `match`",
    "the rule %1 makes nothing: give it a `make` or a `shield`": "kaidah %1 tidak membuat apa-apa: beri `make` atau `shield`",
    "the rule %1 has no `example`: a rule without one does not load":
      "kaidah %1 tidak punya `example`: kaidah tanpa contoh tidak dimuat",
    "the rule %1 has no `reject`: a rule without one does not load":
      "kaidah %1 tidak punya `reject`: kaidah tanpa contoh tolakan tidak dimuat",
    "the example asks for the field %1, which no `make` of %2 declares%3":
      "contoh ini meminta isian %1, yang tidak ada di `make` mana pun dari %2%3",
    "no rule makes <%1>": "tidak ada kaidah yang membuat <%1>",
    "<%1> is made in the phase %2 by %3; a rule of the phase %4 sees earlier phases only: move it to a later one":
      "<%1> dibuat di fase %2 oleh %3; kaidah di fase %4 hanya melihat fase-fase sebelumnya: pindahkan ke fase sesudahnya",
    "a circle: %1; a rule sees earlier phases only, so one of these must do without the other":
      "lingkaran: %1; kaidah hanya melihat fase-fase sebelumnya, jadi salah satunya harus lepas dari yang lain",
    "%1 has no field %2%3; its fields are %4": "%1 tidak punya isian %2%3; isiannya %4",
    "%1 has no field %2%3": "%1 tidak punya isian %2%3",
    "`+` adds to a number; %1 has text in its field %2": "`+` menambah bilangan; isian %2 milik %1 berisi teks",
    "no capture is named %1 in this rule's `match`%2": "tidak ada tangkapan bernama %1 dalam `match` kaidah ini%2",
    "unknown list @%1%2": "daftar @%1 tidak dikenal%2",
    "unknown class or type <%1>%2": "kelas atau tipe <%1> tidak dikenal%2",
    "unknown pattern $%1%2: say `define %3 …` at the left margin":
      "pola $%1 tidak dikenal%2: tulis `define %3 …` di tepi kiri",
    "$%1 stands for itself: %2": "$%1 memuat dirinya sendiri: %2",
    "@%1 has no column %2%3; its columns are %4": "@%1 tidak punya kolom %2%3; kolomnya %4",

    // Lists
    "a list named @%1 stands in %2 already": "daftar bernama @%1 sudah ada di %2",
    "no rule uses @%1; a list that a stage reads itself says `#! read-by STAGE`":
      "tidak ada kaidah yang memakai @%1; daftar yang dibaca langsung oleh sebuah tahap menulis `#! read-by TAHAP`",
    "`#! match` is folded or exact, not %1%2": "`#! match` adalah folded atau exact, bukan %1%2",
    "unknown setting `#! %1`%2": "setelan `#! %1` tidak dikenal%2",
    "an entry without a name": "entri tanpa nama",
    "%1 and %2 (line %3) share a spelling and all columns": "%1 dan %2 (baris %3) sama ejaannya dan semua kolomnya",
    "%1 is a date such as 2024, 2024-10 or 2024-10-21, not `%2`":
      "%1 adalah tanggal seperti 2024, 2024-10, atau 2024-10-21, bukan `%2`",
    "valid_from (%1) is after valid_to (%2): the two are swapped": "valid_from (%1) sesudah valid_to (%2): keduanya tertukar",
    "no stage reads the column %1%2": "tidak ada tahap yang membaca kolom %1%2",
    "unknown need `%1`%2; needs are %3": "syarat `%1` tidak dikenal%2; syarat yang ada: %3",
    "an empty table: the first line must name the columns": "tabel kosong: baris pertama harus menyebut nama kolom",
    "the header line names the column %1 twice": "baris kepala menyebut kolom %1 dua kali",
    "the header line must name a column `name` (found: %1)": "baris kepala harus menyebut kolom `name` (yang ada: %1)",
    "the columns are parted by spaces: part them by a tab": "kolom dipisah dengan spasi: pisahkan dengan tab",
    "the cells of this row are parted by spaces: part them by a tab": "sel baris ini dipisah dengan spasi: pisahkan dengan tab",
    "%1 cells, but the header names %2 columns": "%1 sel, padahal baris kepala menyebut %2 kolom",
    "%1 has no column %2%3; its columns are %4": "%1 tidak punya kolom %2%3; kolomnya %4",

    // Furniture
    "the file's name must be the site's host, such as kompas.com.tsv, not %1.tsv":
      "nama berkas harus host situsnya, misalnya kompas.com.tsv, bukan %1.tsv",
    "the header line must name a column `role` (found: %1)": "baris kepala harus memuat kolom `role` (yang ada: %1)",
    "only what is dropped has a kind": "hanya yang dibuang (drop) punya kind",
    "no selector: write one such as div.read__content": "tidak ada selektor: tulis misalnya div.read__content",
    "a name is missing here: .class, #id or [attribute=value]": "nama tidak ada di sini: .kelas, #id, atau [atribut=nilai]",
    "this bracket is never closed: [attribute=value]": "kurung siku ini tidak pernah ditutup: [atribut=nilai]",
    "%1 is not understood: a selector is tag, .class, #id, [attribute=value], and a blank for within":
      "%1 tidak dimengerti: selektor terdiri atas tag, .kelas, #id, [atribut=nilai], dan spasi untuk di dalam",
    "no such furniture table: %1 (known: phrases, marks, words, calendar, sites, places, html)":
      "tabel furniture %1 tidak ada (yang dikenal: phrases, marks, words, calendar, sites, places, html)",
    "unknown role \"%1\" (known: %2)": "peran \"%1\" tidak dikenal (yang dikenal: %2)",
    "unknown kind \"%1\" (known: month, weekday, zone, updated, filler)":
      "jenis \"%1\" tidak dikenal (yang dikenal: month, weekday, zone, updated, filler)",
    "the row has no name": "baris ini tidak punya nama",
    "the row has no phrase": "baris ini tidak punya frasa",
    "unknown kind \"%1\" (known: %2)": "jenis \"%1\" tidak dikenal (yang dikenal: %2)",
    "unknown place \"%1\" in column `where` (known: %2)": "tempat \"%1\" dalam kolom `where` tidak dikenal (yang dikenal: %2)",
    "column `where` is empty": "kolom `where` kosong",
    "unknown word \"%1\" in column `drop` (known: phrase, line, sentence, whole-sentence, headline, name, block, end, tail, through:WORDS)":
      "kata \"%1\" dalam kolom `drop` tidak dikenal (yang dikenal: phrase, line, sentence, whole-sentence, headline, name, block, end, tail, through:KATA)",
    "kind must be one of %1": "kind harus salah satu dari %1",
    "effect must be drop, author, keep, none, lead, line or comments (found: %1)":
      "effect harus drop, author, keep, none, lead, line, atau comments (yang ada: %1)",

    // What a check finds more
    "no rule makes %1: take the type away, or write its rule": "tidak ada kaidah yang membuat %1: hapus tipenya, atau tulis kaidahnya",
    "no rule works in the phase %1: take it away": "tidak ada kaidah di fase %1: hapus fasenya",
    "nothing uses $%1: take it away": "$%1 tidak dipakai di mana pun: hapus",
    "no row of @%1 has %2 `%3`%4": "tidak ada baris @%1 dengan %2 `%3`%4",
    "no row of @%1 passes this filter: each of its parts is met, but never by the same row":
      "tidak ada baris @%1 yang lolos saringan ini: tiap bagiannya terpenuhi, tetapi tidak pernah oleh baris yang sama",
    "no rule makes a <%1> with %2 `%3`%4": "tidak ada kaidah yang membuat <%1> dengan %2 `%3`%4",
    "no `make` uses the capture %1: use it, or write the pattern without `%2:`":
      "tidak ada `make` yang memakai tangkapan %1: pakai, atau tulis pola tanpa `%2:`",
    "this alternative stands in its group twice: take one away": "pilihan ini ada dua kali dalam kelompoknya: hapus satu",
    "%1 stands in this group twice: take one away": "%1 ada dua kali dalam kelompok ini: hapus satu",
    "this pattern stands in the rule twice: take one away": "pola ini ada dua kali dalam kaidah: hapus satu",
    "%1 (%2:%3) has the same pattern and wins: %4 never fires by this one":
      "%1 (%2:%3) punya pola yang sama dan menang: %4 tidak pernah berlaku lewat pola ini",
    "%1 (%2:%3) matches all that this pattern does and wins: give %4 a higher priority, or take the pattern away":
      "%1 (%2:%3) cocok dengan semua yang dicocokkan pola ini dan menang: beri %4 priority lebih tinggi, atau hapus polanya",
    "%1 (%2:%3) matches all that this pattern does and wins: make this one longer, write `disable %4`, or take the pattern away":
      "%1 (%2:%3) cocok dengan semua yang dicocokkan pola ini dan menang: perpanjang pola ini, tulis `disable %4`, atau hapus polanya",
    "%1 needs a parent, but its row names no province, country or parent":
      "%1 memerlukan parent, tetapi barisnya tidak menyebut province, country, atau parent",
    "%1 needs its parent %2 in the text, but no entry of any list has that code":
      "%1 memerlukan induknya %2 dalam teks, tetapi tidak ada entri daftar mana pun dengan kode itu",
    "the need `%1` names no word": "syarat `%1` tidak menyebut kata",
    "the need `%1` is never met by `%2`: it names single words": "syarat `%1` tidak pernah terpenuhi oleh `%2`: sebut kata satu per satu",
    "no example of %1 is found by it: %2 takes them; give %3 a higher priority or a longer pattern":
      "tidak ada contoh %1 yang ditemukannya: diambil %2; beri %1 priority lebih tinggi atau pola lebih panjang",
    "no example of %1 is found by it": "tidak ada contoh %1 yang ditemukannya",

    // Examples
    "%1 must not match here, but gave %2": "%1 tidak boleh cocok di sini, tetapi memberi %2",
    "%1 must not match here, but shields \"%2\"": "%1 tidak boleh cocok di sini, tetapi melindungi \"%2\"",
    "%1 shields \"%2\", which goes beyond the mark": "%1 melindungi \"%2\", melewati bagian yang ditandai",
    "%1 matches, but \"%2\" goes beyond the mark": "%1 cocok, tetapi \"%2\" melewati bagian yang ditandai",
    "%1 by %2": "%1 oleh %2",
    "%1": "%1", "%1%2%3": "%1%2%3",
    "made a mention": "membuat sebutan",
    "is shielded": "dilindungi",
    "a condition does not hold": "sebuah syarat tidak terpenuhi",
    "the rule does not look here": "kaidah ini tidak melihat ke sini",
    "another match took the place, or nothing was caught": "kecocokan lain mengambil tempatnya, atau tidak ada yang tertangkap",
    "none of what the rule forbids here": "bukan yang dilarang kaidah di sini",
    "the start of the sentence": "awal kalimat",
    "the end of the sentence": "akhir kalimat",
    ": none of its words stands there": ": tidak satu pun katanya ada di sana",
    "%1 does not match its example%2": "%1 tidak cocok dengan contohnya sendiri%2",
    "%1 does not match its example%2; other rules gave %3": "%1 tidak cocok dengan contohnya sendiri%2; kaidah lain memberi %3",
    ": \"%1\" matches, but %2": ": \"%1\" cocok, tetapi %2",
    ": behind \"%1\" it wants %2, but the sentence ends": ": sesudah \"%1\" diminta %2, tetapi kalimatnya habis",
    ": behind \"%1\" it wants %2, not \"%3\"": ": sesudah \"%1\" diminta %2, bukan \"%3\"",
    "%1, which %2 (%3:%4) is none of": "%1, tetapi %2 (%3:%4) tidak termasuk",
    "%1, of which %2 (%3:%4) lacks what its row needs": "%1, tetapi syarat baris %2 (%3:%4) tidak terpenuhi",
    "%1 matches, but not with %2; it gave %3": "%1 cocok, tetapi tidak dengan %2; yang didapat %3",
    "%1 examples passed, %2 failed, %3 to do": "%1 contoh lulus, %2 gagal, %3 belum dijalankan",
    "%1: %2 rules, %3 entries in %4 lists; %5, %6": "%1: %2 kaidah, %3 entri dalam %4 daftar; %5, %6",
    "%1: %2, %3": "%1: %2, %3",
    "saring: %1 in %2; no page was read": "saring: %1 dalam %2; tidak ada halaman yang dibaca",
    "1 error": "1 galat",
    "%1 errors": "%1 galat",
    "1 warning": "1 peringatan",
    "%1 warnings": "%1 peringatan",
    "watching %1: end with Ctrl-C": "mengawasi %1: akhiri dengan Ctrl-C",
    "testing %1": "menguji %1",
    "mended: %1": "beres: %1",
    "no two rules meet in an example": "tidak ada dua kaidah yang bertemu dalam satu contoh",
    "%1 examples where rules meet": "%1 contoh tempat kaidah bertemu",
    "loses to %1": "kalah dari %1",
    "wins": "menang",
  ]
}
