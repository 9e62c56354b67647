/// A tag name that the tree construction or a reader of news pages asks for; every other name is ``other``.
///
/// The order is of no meaning. Names are lower case; those of SVG that the standard spells with capitals are restored by ``HTMLTree/tagName(of:)``.
package enum HTMLTag: UInt8, Sendable, CaseIterable {
  case a, abbr, acronym, address, applet, area, article, aside, audio, b, base, basefont, bdi, bdo, bgsound, big,
    blink, blockquote, body, br, button, canvas, caption, center, cite, code, col, colgroup, data, datalist, dd, del,
    details, dfn, dialog, dir, div, dl, dt, em, embed, fieldset, figcaption, figure, font, footer, form, frame,
    frameset, h1, h2, h3, h4, h5, h6, head, header, hgroup, hr, html, i, iframe, image, img, input, ins, isindex, kbd,
    keygen, label, legend, li, link, listing, main, map, mark, marquee, menu, menuitem, meta, meter, nav, nobr,
    noembed, noframes, noscript, object, ol, optgroup, option, output, p, param, picture, plaintext, pre, progress, q,
    rb, rp, rt, rtc, ruby, s, samp, script, search, section, select, selectedcontent, slot, small, source, spacer,
    span, strike, strong, style, sub, summary, sup, svg, table, tbody, td, template, textarea, tfoot, th, thead, time,
    title, tr, track, tt, u, ul, `var`, video, wbr, xmp, math, mi, mo, mn, ms, mtext, annotationXml, mglyph,
    malignmark, foreignobject, desc, path, g, use, rect, circle, ampImg, ampAd
  case other

  // The compiler's own is called through a witness from another target, and it is asked for at every node.
  @inlinable @inline(__always) package static func == (a: Self, b: Self) -> Bool {
    unsafe unsafeBitCast(a, to: UInt8.self) == unsafeBitCast(b, to: UInt8.self)
  }

  /// The names in the order of the cases, parted by a blank.
  static let names: StaticString = """
    a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink \
    blockquote body br button canvas caption center cite code col colgroup data datalist dd del details dfn \
    dialog dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 \
    head header hgroup hr html i iframe image img input ins isindex kbd keygen label legend li link listing \
    main map mark marquee menu menuitem meta meter nav nobr noembed noframes noscript object ol optgroup \
    option output p param picture plaintext pre progress q rb rp rt rtc ruby s samp script search section \
    select selectedcontent slot small source spacer span strike strong style sub summary sup svg table tbody \
    td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp math mi mo mn ms mtext \
    annotation-xml mglyph malignmark foreignobject desc path g use rect circle amp-img amp-ad
    """
}
