/// The line of a start tag with far too many attributes, nil in sane documents.
///
/// libxml2 compares every attribute of an element with every other one before anybody is
/// asked. An equals sign and a quote stand for an attribute; zeros are UTF-16's.
func lineOfAttributeFlood(_ bytes: [UInt8]) -> Int? {
    var line = 1
    var count = 0
    var followsEquals = false
    for byte in bytes {
        switch byte {
        case .ascii("<"): count = 0
        case .ascii("="): followsEquals = true
        case .ascii("\n"): line += 1
        case .ascii("\""), .ascii("'"):
            if followsEquals { count += 1 }
            if count > Limits.attributes { return line }
            followsEquals = false
        case 0, .ascii(" "), .ascii("\t"), .ascii("\r"): continue
        default: followsEquals = false
        }
    }
    return nil
}
