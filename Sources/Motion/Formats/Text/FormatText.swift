/// The whole text of a file, and how its frames are found and errors placed.
struct FormatText {
    /// The path, or "standard input"; stands in errors.
    let name: String
    let bytes: [UInt8]

    func error(_ place: String, _ message: String) -> MotionError {
        MotionError(.badData, source: name, place: place, message)
    }

    func error(_ error: JSONReader.SyntaxError, _ place: String = "") -> MotionError {
        let byte = "byte \(error.offset)"
        return self.error(place.isEmpty ? byte : "\(place) at \(byte)", error.message)
    }

    func error(_ error: FieldError, _ place: String) -> MotionError {
        let parts = [place, error.place].filter { !$0.isEmpty }
        return self.error(parts.joined(separator: ", "), error.message)
    }

    /// Hands out frames one by one: the elements of a list, or values one behind another, as
    /// programs write them that append to a file or print a line a frame.
    func forEachFrame(
        _ unit: String = "frame",
        _ body: (Int, JSONNode) throws(FieldError) -> Void
    ) throws(MotionError) {
        var reader = JSONReader(bytes)
        let isList = reader.peek() == UInt8(ascii: "[")
        var count = 0
        do {
            var first = true
            if isList { try reader.enter(UInt8(ascii: "[")) }
            while isList
                ? try reader.hasElement(first: &first, until: UInt8(ascii: "]"))
                : reader.peek() != nil
            {
                let node = try reader.value()
                try call(unit, count, node, body)
                count += 1
            }
        } catch let syntax as JSONReader.SyntaxError {
            throw error(syntax, "\(unit) \(count)")
        } catch let error as MotionError {
            throw error
        } catch {
            throw self.error("", "cannot be read")
        }
        if isList, reader.peek() != nil {
            throw error("byte \(reader.position)", "more follows behind the list's end; remove it")
        }
        guard count > 0 else { throw error("", "holds no \(unit)s; at least one is needed") }
    }

    private func call(
        _ unit: String, _ index: Int, _ node: JSONNode,
        _ body: (Int, JSONNode) throws(FieldError) -> Void
    ) throws(MotionError) {
        guard index < FormatLimits.frames else {
            throw error("\(unit) \(index)", "more than \(FormatLimits.frames) are not read")
        }
        do {
            try body(index, node)
        } catch {
            throw self.error(error, "\(unit) \(index)")
        }
    }

    /// Goes over the members of the one object that the text is; lists among `streamed` are handed
    /// out element by element, other members whole, with the index -1.
    func forEachMember(
        streaming streamed: Set<String>, skipping skipped: Set<String> = [],
        _ body: (_ name: String, _ index: Int, JSONNode) throws(FieldError) -> Void
    ) throws(MotionError) {
        var reader = JSONReader(bytes)
        var place = ""
        do {
            var first = true
            try reader.enter(UInt8(ascii: "{"))
            while try reader.hasElement(first: &first, until: UInt8(ascii: "}")) {
                place = ""
                let name = try reader.name()
                place = shown(String(name.prefix(32)))
                guard streamed.contains(name), reader.peek() == UInt8(ascii: "[") else {
                    let node = try reader.value()
                    if !skipped.contains(name) { try call(name, -1, node, body) }
                    continue
                }
                var firstElement = true
                var index = 0
                try reader.enter(UInt8(ascii: "["))
                while try reader.hasElement(first: &firstElement, until: UInt8(ascii: "]")) {
                    place = "\(name)[\(index)]"
                    let node = try reader.value()
                    try call(name, index, node, body)
                    index += 1
                }
            }
        } catch let syntax as JSONReader.SyntaxError {
            throw error(syntax, place)
        } catch let error as MotionError {
            throw error
        } catch {
            throw self.error(place, "cannot be read")
        }
        if reader.peek() != nil {
            throw error(
                "byte \(reader.position)", "more follows behind the object's end; remove it")
        }
    }

    private func call(
        _ name: String, _ index: Int, _ node: JSONNode,
        _ body: (_ name: String, _ index: Int, JSONNode) throws(FieldError) -> Void
    ) throws(MotionError) {
        do {
            try body(name, index, node)
        } catch {
            let place = shown(String(name.prefix(32)))
            throw self.error(error, index < 0 ? place : "\(place)[\(index)]")
        }
    }
}
