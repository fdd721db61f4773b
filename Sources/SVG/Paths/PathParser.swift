import Geometry

/// Parses path data (SVG 2, 9.3).
struct PathParser {
    /// Where and why the data breaks off.
    struct Failure {
        /// Bytes before the trouble.
        var offset: Int
        var reason: String
    }

    private var scanner: ByteScanner
    /// The control point that `S` and `T` mirror, when the segment before has one of their kind.
    private var cubicControl: Point?
    private var quadraticControl: Point?

    /// Coordinates beyond this are no drawing, and their sums may overflow.
    private static let largest = 1e15

    /// Draws the data into `path`, up to the first error (SVG 2, 9.5.4).
    static func parse(_ data: Bytes, into path: inout PathBuilder) -> Failure? {
        var parser = PathParser(scanner: ByteScanner(data))
        let reason = parser.run(&path)
        path.finish()
        return reason.map {
            Failure(offset: parser.scanner.position - data.startIndex, reason: $0)
        }
    }

    private init(scanner: ByteScanner) { self.scanner = scanner }

    private mutating func run(_ path: inout PathBuilder) -> String? {
        scanner.skipSpaces()
        var isFirst = true
        while let byte = scanner.peek {
            guard byte.isLetter else { return "a command letter is expected" }
            let command = byte | 0x20
            if isFirst && command != .ascii("m") { return "the first command must be a move" }
            isFirst = false
            scanner.advance()
            if let reason = segments(command, isRelative: byte == command, &path) {
                return reason
            }
            scanner.skipSpaces()
        }
        return nil
    }

    /// A command letter's segments: as many as there are arguments for.
    private mutating func segments(
        _ command: UInt8, isRelative: Bool, _ path: inout PathBuilder
    ) -> String? {
        scanner.skipSpaces()
        if command == .ascii("z") {
            path.close()
            forgetControls()
            return nil
        }
        var command = command
        repeat {
            guard segment(command, isRelative ? path.current : .zero, &path) else {
                return isKnown(command)
                    ? "a number within reason is expected" : "a path command is expected"
            }
            // Further pairs behind a move are lines.
            if command == .ascii("m") { command = .ascii("l") }
        } while hasMore()
        return nil
    }

    private func isKnown(_ command: UInt8) -> Bool { "mlhvcsqta".utf8.contains(command) }

    /// Skips the separator between two sets of arguments; whether another set follows.
    private mutating func hasMore() -> Bool {
        if scanner.skipComma() { return true }
        guard let byte = scanner.peek else { return false }
        return byte.isDigit || byte == .ascii("-") || byte == .ascii("+") || byte == .ascii(".")
    }

    private mutating func segment(
        _ command: UInt8, _ origin: Point, _ path: inout PathBuilder
    ) -> Bool {
        let current = path.current
        switch command {
        case .ascii("m"):
            guard let point = point(origin) else { return false }
            path.move(to: point)
            forgetControls()
        case .ascii("l"):
            guard let point = point(origin) else { return false }
            path.line(to: point)
            forgetControls()
        case .ascii("h"):
            guard let x = coordinate(origin.x) else { return false }
            path.line(to: Point(x, current.y))
            forgetControls()
        case .ascii("v"):
            guard let y = coordinate(origin.y) else { return false }
            path.line(to: Point(current.x, y))
            forgetControls()
        case .ascii("c"):
            guard let control1 = pointAndComma(origin), let control2 = pointAndComma(origin),
                let point = point(origin)
            else { return false }
            curve(control1, control2, point, &path)
        case .ascii("s"):
            guard let control2 = pointAndComma(origin), let point = point(origin) else {
                return false
            }
            curve(mirrored(cubicControl, at: current), control2, point, &path)
        case .ascii("q"):
            guard let control = pointAndComma(origin), let point = point(origin) else {
                return false
            }
            quadratic(control, point, &path)
        case .ascii("t"):
            guard let point = point(origin) else { return false }
            quadratic(mirrored(quadraticControl, at: current), point, &path)
        case .ascii("a"): return arc(origin, &path)
        default: return false
        }
        return true
    }

    private mutating func arc(_ origin: Point, _ path: inout PathBuilder) -> Bool {
        guard let radiusX = coordinate(0) else { return false }
        scanner.skipComma()
        guard let radiusY = coordinate(0) else { return false }
        scanner.skipComma()
        guard let rotation = coordinate(0) else { return false }
        scanner.skipComma()
        guard let isLarge = flag() else { return false }
        scanner.skipComma()
        guard let isClockwise = flag() else { return false }
        scanner.skipComma()
        guard let point = point(origin) else { return false }
        path.arc(
            radii: Point(radiusX, radiusY), rotation: rotation, isLarge: isLarge,
            isClockwise: isClockwise, to: point)
        forgetControls()
        return true
    }

    // MARK: - Arguments

    private mutating func coordinate(_ origin: Double) -> Double? {
        let start = scanner
        guard let number = scanner.number() else { return nil }
        let value = origin + number
        guard abs(value) <= Self.largest else {
            scanner = start
            return nil
        }
        return value
    }

    private mutating func point(_ origin: Point) -> Point? {
        guard let x = coordinate(origin.x) else { return nil }
        scanner.skipComma()
        guard let y = coordinate(origin.y) else { return nil }
        return Point(x, y)
    }

    private mutating func pointAndComma(_ origin: Point) -> Point? {
        guard let point = point(origin) else { return nil }
        scanner.skipComma()
        return point
    }

    /// A flag is one digit; nothing needs to separate it from what follows.
    private mutating func flag() -> Bool? {
        if scanner.take("0") { return false }
        if scanner.take("1") { return true }
        return nil
    }

    // MARK: - Curves

    private mutating func curve(
        _ control1: Point, _ control2: Point, _ point: Point, _ path: inout PathBuilder
    ) {
        path.curve(control1, control2, to: point)
        cubicControl = control2
        quadraticControl = nil
    }

    private mutating func quadratic(_ control: Point, _ point: Point, _ path: inout PathBuilder) {
        path.quadratic(control, to: point)
        quadraticControl = control
        cubicControl = nil
    }

    private func mirrored(_ control: Point?, at point: Point) -> Point {
        control.map { point * 2 - $0 } ?? point
    }

    private mutating func forgetControls() {
        cubicControl = nil
        quadraticControl = nil
    }
}
