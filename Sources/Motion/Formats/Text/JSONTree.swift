import CSimdJSON

/// Takes JSON values apart with simdjson.
package final class JSONTree {
    private let tree: OpaquePointer?

    package init() { tree = csimdjson_tree_create() }

    deinit { csimdjson_tree_destroy(tree) }

    /// - Returns: the value, or why it is none.
    package func value(of text: ArraySlice<UInt8>) -> Result<JSONNode, Failure> {
        guard let tree else { return .failure(Failure(message: "there is not enough memory")) }
        return text.withUnsafeBufferPointer { bytes in
            var count = 0
            var reason: UnsafePointer<CChar>?
            guard
                let nodes = csimdjson_tree_read(
                    tree, bytes.baseAddress, bytes.count, &count, &reason)
            else {
                return .failure(Failure(message: reason.map { String(cString: $0) } ?? ""))
            }
            var rest = UnsafeBufferPointer(start: nodes, count: count)[...]
            return .success(Self.node(&rest))
        }
    }

    /// simdjson's words for what is wrong.
    package struct Failure: Error {
        package var message: String
    }

    /// Takes a value and those within it off the front.
    private static func node(_ rest: inout Slice<UnsafeBufferPointer<csimdjson_node>>) -> JSONNode {
        guard let node = rest.popFirst() else { return .null }
        switch node.kind {
        case CSIMDJSON_FALSE: return .bool(false)
        case CSIMDJSON_TRUE: return .bool(true)
        case CSIMDJSON_NUMBER: return .number(node.number)
        case CSIMDJSON_STRING: return .string(text(node))
        case CSIMDJSON_LIST:
            var elements: [JSONNode] = []
            elements.reserveCapacity(node.count)
            for _ in 0..<node.count { elements.append(Self.node(&rest)) }
            return .array(elements)
        case CSIMDJSON_OBJECT:
            var members: [(name: String, value: JSONNode)] = []
            members.reserveCapacity(node.count)
            for _ in 0..<node.count {
                let name = rest.popFirst().map(text) ?? ""
                members.append((name, Self.node(&rest)))
            }
            return .object(members)
        default: return .null
        }
    }

    private static func text(_ node: csimdjson_node) -> String {
        let bytes = UnsafeRawBufferPointer(start: node.text, count: node.text_count)
        return String(decoding: bytes, as: UTF8.self)
    }
}
