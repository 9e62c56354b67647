/// The classes of tags that the standard's rules ask for.
extension HTMLTag {
  /// The "special" category of the HTML namespace.
  var isSpecial: Bool {
    switch self {
    case .address, .applet, .area, .article, .aside, .base, .basefont, .bgsound, .blockquote, .body, .br, .button,
      .caption, .center, .col, .colgroup, .dd, .details, .dir, .div, .dl, .dt, .embed, .fieldset, .figcaption, .figure,
      .footer, .form, .frame, .frameset, .h1, .h2, .h3, .h4, .h5, .h6, .head, .header, .hgroup, .hr, .html, .iframe,
      .img, .input, .keygen, .li, .link, .listing, .main, .marquee, .menu, .meta, .nav, .noembed, .noframes, .noscript,
      .object, .ol, .p, .param, .plaintext, .pre, .script, .search, .section, .select, .source, .style, .summary,
      .table, .tbody, .td, .template, .textarea, .tfoot, .th, .thead, .title, .tr, .track, .ul, .wbr, .xmp:
      true
    default: false
    }
  }

  /// What ends every scope, in the HTML namespace.
  var endsScope: Bool {
    switch self {
    case .applet, .caption, .html, .table, .td, .th, .marquee, .object, .select, .template: true
    default: false
    }
  }

  var impliesEndTag: Bool {
    switch self {
    case .dd, .dt, .li, .optgroup, .option, .p, .rb, .rp, .rt, .rtc: true
    default: false
    }
  }

  var impliesEndTagThoroughly: Bool {
    switch self {
    case .caption, .colgroup, .tbody, .td, .tfoot, .th, .thead, .tr: true
    default: impliesEndTag
    }
  }

  /// What the insertion modes count on being open; never closed to make room.
  var isStructure: Bool {
    if endsScope { return true }
    switch self {
    case .body, .caption, .colgroup, .frameset, .head, .tbody, .td, .tfoot, .th, .thead, .tr: return true
    default: return false
    }
  }

  var isHeading: Bool {
    switch self {
    case .h1, .h2, .h3, .h4, .h5, .h6: true
    default: false
    }
  }

  /// A start tag that leaves foreign content (`font` does so only with certain attributes).
  var leavesForeignContent: Bool {
    switch self {
    case .b, .big, .blockquote, .body, .br, .center, .code, .dd, .div, .dl, .dt, .em, .embed, .h1, .h2, .h3, .h4, .h5,
      .h6, .head, .hr, .i, .img, .li, .listing, .menu, .meta, .nobr, .ol, .p, .pre, .ruby, .s, .small, .span, .strong,
      .strike, .sub, .sup, .table, .tt, .u, .ul, .var:
      true
    default: false
    }
  }

  var isTableStructure: Bool {
    switch self {
    case .table, .tbody, .tfoot, .thead, .tr: true
    default: false
    }
  }
}

extension HTMLTree.Node {
  func isHTML(_ tag: HTMLTag) -> Bool { self.tag == tag && namespace == .html }

  /// MathML text integration point.
  var isMathTextPoint: Bool {
    guard namespace == .math else { return false }
    switch tag {
    case .mi, .mo, .mn, .ms, .mtext: return true
    default: return false
    }
  }

  private var isForeignSpecial: Bool {
    switch namespace {
    case .html: false
    case .math: isMathTextPoint || tag == .annotationXml
    case .svg: tag == .foreignobject || tag == .desc || tag == .title
    }
  }

  var isSpecial: Bool { namespace == .html ? tag.isSpecial : isForeignSpecial }
  var endsScope: Bool { namespace == .html ? tag.endsScope : isForeignSpecial }
}
