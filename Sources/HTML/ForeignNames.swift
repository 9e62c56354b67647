/// The names that the standard spells with capitals or a prefix in foreign content, by their lower-case form.
enum ForeignNames {
  static let svgTags = adjusted(
    """
    altGlyph altGlyphDef altGlyphItem animateColor animateMotion animateTransform clipPath feBlend feColorMatrix
    feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow
    feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset
    fePointLight feSpecularLighting feSpotLight feTile feTurbulence foreignObject glyphRef linearGradient
    radialGradient textPath
    """)
  static let svgAttributes = adjusted(
    """
    attributeName attributeType baseFrequency baseProfile calcMode clipPathUnits diffuseConstant edgeMode filterUnits
    glyphRef gradientTransform gradientUnits kernelMatrix kernelUnitLength keyPoints keySplines keyTimes lengthAdjust
    limitingConeAngle markerHeight markerUnits markerWidth maskContentUnits maskUnits numOctaves pathLength
    patternContentUnits patternTransform patternUnits pointsAtX pointsAtY pointsAtZ preserveAlpha preserveAspectRatio
    primitiveUnits refX refY repeatCount repeatDur requiredExtensions requiredFeatures specularConstant
    specularExponent spreadMethod startOffset stdDeviation stitchTiles surfaceScale systemLanguage tableValues targetX
    targetY textLength viewBox viewTarget xChannelSelector yChannelSelector zoomAndPan
    """)
  /// "Adjust foreign attributes": prefix and name, printed with a blank between.
  static let foreignAttributes: [String: String] = {
    var names: [String: String] = ["xmlns:xlink": "xmlns xlink"]
    for name in ["actuate", "arcrole", "href", "role", "show", "title", "type"] {
      names["xlink:" + name] = "xlink " + name
    }
    for name in ["lang", "space"] { names["xml:" + name] = "xml " + name }
    return names
  }()

  private static func adjusted(_ list: String) -> [String: String] {
    var names: [String: String] = [:]
    for name in list.split(whereSeparator: { $0 == " " || $0 == "\n" }) { names[name.lowercased()] = String(name) }
    return names
  }
}
