/// The elements with a meaning here; others are unknown to SVG or to this module.
enum ElementName: String {
    case svg, g, a, use, symbol, defs, `switch`
    case path, rect, circle, ellipse, line, polyline, polygon
    case style, script, title, desc, metadata, view
    case linearGradient, radialGradient, pattern, stop
    case clipPath, mask, filter, marker
    case text, tspan, textPath, tref, image, foreignObject
    /// What a text says between its elements.
    case characters = "#characters"
    case feBlend, feColorMatrix, feComponentTransfer, feComposite, feConvolveMatrix
    case feDiffuseLighting, feDisplacementMap, feDropShadow, feFlood, feGaussianBlur, feImage
    case feMerge, feMergeNode, feMorphology, feOffset, feSpecularLighting, feTile, feTurbulence
    case feDistantLight, fePointLight, feSpotLight, feFuncR, feFuncG, feFuncB, feFuncA
    case animate, animateColor, animateMotion, animateTransform, set, mpath, discard
}

/// The attributes read by name. Presentation attributes are `Property`s besides.
enum AttributeName: String {
    case id, `class`, style, type, media
    case href, label, dataName = "data-name"
    case d, points, x, y, width, height, cx, cy, r, rx, ry, x1, y1, x2, y2
    case transform, viewBox, preserveAspectRatio
    case systemLanguage, requiredFeatures, requiredExtensions
    case clipPathUnits, maskUnits, maskContentUnits, patternUnits, patternContentUnits
    case markerUnits, markerWidth, markerHeight, refX, refY, orient
    case filterUnits, primitiveUnits, `in`, in2, result, mode, values, `operator`, k1, k2, k3, k4
    case order, kernelMatrix, divisor, bias, targetX, targetY, edgeMode, preserveAlpha
    case surfaceScale, diffuseConstant, specularConstant, specularExponent, azimuth, elevation, z
    case pointsAtX, pointsAtY, pointsAtZ, limitingConeAngle, scale, xChannelSelector
    case yChannelSelector, dx, dy, stdDeviation, radius, baseFrequency, numOctaves, seed
    case stitchTiles, tableValues, slope, intercept, amplitude, exponent
    case space, lang, rotate, textLength, lengthAdjust, startOffset, side, path
    case offset, patternTransform, gradientTransform, gradientUnits, spreadMethod, fx, fy, fr
}

enum Namespace {
    static let svg = "http://www.w3.org/2000/svg"
    static let xlink = "http://www.w3.org/1999/xlink"
    static let inkscape = "http://www.inkscape.org/namespaces/inkscape"
}
