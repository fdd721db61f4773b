import Geometry

extension PathBuilder {
    /// 4/3·(√2 − 1): how far the handles of a quarter circle of radius 1 reach.
    private static let kappa = 0.5522847498307936

    /// A rectangle from its top left corner clockwise, or from (x + rx, y) when it is rounded
    /// (SVG 2, 10.2).
    mutating func rectangle(_ rect: Rect, radii: Point) {
        let (min, max) = (rect.min, rect.max)
        guard radii.x > 0, radii.y > 0 else {
            move(to: min)
            line(to: Point(max.x, min.y))
            line(to: max)
            line(to: Point(min.x, max.y))
            return close(originalStart: 3, merging: false)
        }
        let reach = radii * Self.kappa
        let left = min.x + radii.x
        let right = max.x - radii.x
        let top = min.y + radii.y
        let bottom = max.y - radii.y
        move(to: Point(left, min.y))
        line(to: Point(right, min.y))
        curve(
            Point(right + reach.x, min.y), Point(max.x, top - reach.y), to: Point(max.x, top))
        line(to: Point(max.x, bottom))
        curve(
            Point(max.x, bottom + reach.y), Point(right + reach.x, max.y), to: Point(right, max.y))
        line(to: Point(left, max.y))
        curve(
            Point(left - reach.x, max.y), Point(min.x, bottom + reach.y), to: Point(min.x, bottom))
        line(to: Point(min.x, top))
        curve(Point(min.x, top - reach.y), Point(left - reach.x, min.y), to: Point(left, min.y))
        close(originalStart: 5)
    }

    /// An ellipse from its rightmost point clockwise (SVG 2, 10.4).
    mutating func ellipse(center: Point, radii: Point) {
        let reach = radii * Self.kappa
        let (x, y) = (center.x, center.y)
        let right = Point(x + radii.x, y)
        let bottom = Point(x, y + radii.y)
        let left = Point(x - radii.x, y)
        let top = Point(x, y - radii.y)
        move(to: right)
        curve(Point(right.x, y + reach.y), Point(x + reach.x, bottom.y), to: bottom)
        curve(Point(x - reach.x, bottom.y), Point(left.x, y + reach.y), to: left)
        curve(Point(left.x, y - reach.y), Point(x - reach.x, top.y), to: top)
        curve(Point(x + reach.x, top.y), Point(right.x, y - reach.y), to: right)
        close(originalStart: 2)
    }

    /// The points of a `polyline` or `polygon` (SVG 2, 10.6).
    ///
    /// - Returns: what is wrong with the list; the points before are drawn.
    mutating func polyline(_ text: Bytes, isClosed: Bool) -> String? {
        var scanner = ByteScanner(text.trimmed)
        var isFirst = true
        var trouble: String?
        while !scanner.isAtEnd {
            guard let x = scanner.coordinate() else {
                trouble = "a number within reason is expected at \(scanner.rest.quoted)"
                break
            }
            scanner.skipComma()
            guard let y = scanner.coordinate() else {
                trouble = "a point lacks its y coordinate"
                break
            }
            if isFirst { move(to: Point(x, y)) } else { line(to: Point(x, y)) }
            isFirst = false
            scanner.skipComma()
        }
        if isClosed { close() } else { finish() }
        return trouble
    }
}

extension ByteScanner {
    fileprivate mutating func coordinate() -> Double? {
        guard let number = number(), abs(number) <= 1e15 else { return nil }
        return number
    }
}
