import Geometry
import Scene

/// Operations that bring pixels to other places.
extension FilterPlane {
    private func transparentCopy() -> FilterPlane {
        let plane = FilterPlane(width: width, height: height)
        plane.isLinear = isLinear
        return plane
    }

    /// The picture moved to the nearest whole pixel.
    func moved(by offset: Point) -> FilterPlane {
        let plane = transparentCopy()
        let limit = Point(Double(width), Double(height))
        let bounded = pointwiseMax(pointwiseMin(offset, limit), -limit)
        let (dx, dy) = (Int(bounded.x.rounded()), Int(bounded.y.rounded()))
        for y in max(dy, 0)..<max(min(height + dy, height), max(dy, 0)) {
            for x in max(dx, 0)..<max(min(width + dx, width), max(dx, 0)) {
                plane[x, y] = self[x - dx, y - dy]
            }
        }
        return plane
    }

    /// The picture's region repeated.
    func tiled(in target: PixelRegion) -> FilterPlane {
        let plane = transparentCopy()
        let tile = region
        guard tile.width > 0, tile.height > 0 else { return plane }
        func wrap(_ value: Int, _ start: Int, _ count: Int) -> Int {
            let rest = (value - start) % count
            return start + (rest < 0 ? rest + count : rest)
        }
        let area = target.clamped(width: width, height: height)
        for y in area.y..<area.y + area.height {
            let row = wrap(y, tile.y, tile.height)
            guard row >= 0, row < height else { continue }
            for x in area.x..<area.x + area.width {
                let column = wrap(x, tile.x, tile.width)
                if column >= 0, column < width { plane[x, y] = self[column, row] }
            }
        }
        return plane
    }

    /// The least or greatest value of each channel in a rectangle around every pixel; along rows
    /// first, then along columns.
    func applyMorphology(radius: Point, dilates: Bool) {
        let limit = Point(Double(width), Double(height))
        let bounded = pointwiseMin(radius, limit)
        let (rx, ry) = (Int(bounded.x.rounded()), Int(bounded.y.rounded()))
        // A radius of zero on one axis leaves that axis alone; on both, or a negative one, all.
        guard rx >= 0, ry >= 0, rx > 0 || ry > 0 else {
            return
        }
        var line = [SIMD4<Float>](repeating: .zero, count: max(width, height))
        func spread(_ count: Int, _ radius: Int, _ place: (Int) -> Int) {
            for index in 0..<count { line[index] = pixels[place(index)] }
            var window = ExtremeWindow(dilates: dilates, capacity: 2 * radius + 2)
            for index in 0..<count + radius {
                // Beyond the edge everything is transparent.
                window.push(index < count ? line[index] : .zero, at: index)
                let middle = index - radius
                guard middle >= 0 else { continue }
                window.drop(before: middle - radius)
                var value = window.value
                if middle - radius < 0, !dilates { value = .zero }
                pixels[place(middle)] = value
            }
        }
        if rx > 0 { for y in 0..<height { spread(width, rx) { y * width + $0 } } }
        if ry > 0 { for x in 0..<width { spread(height, ry) { $0 * width + x } } }
    }

    /// The picture with every pixel fetched from where another picture's channels point.
    func displaced(
        by offsets: FilterPlane, scale: Point, x xChannel: FilterOperation.Channel,
        y yChannel: FilterOperation.Channel
    ) -> FilterPlane {
        let plane = transparentCopy()
        for y in 0..<height {
            for x in 0..<width {
                let color = offsets[x, y].straight
                let dx = scale.x * Double(color[xChannel.rawValue] - 0.5)
                let dy = scale.y * Double(color[yChannel.rawValue] - 0.5)
                guard abs(dx) < 1e6, abs(dy) < 1e6 else { continue }
                let column = x + Int(dx.rounded())
                let row = y + Int(dy.rounded())
                guard column >= 0, column < width, row >= 0, row < height else { continue }
                plane[x, y] = self[column, row]
            }
        }
        return plane
    }

    /// Each pixel as a weighted sum of those around it (Filter Effects 1, 9.9).
    func convolved(
        _ convolution: FilterOperation.Convolution, in region: PixelRegion
    ) -> FilterPlane {
        let plane = transparentCopy()
        let kernel = convolution.kernel.map(Float.init)
        let (columns, rows) = (convolution.columns, convolution.rows)
        let divisor = Float(convolution.divisor)
        let bias = Float(convolution.bias)
        let area = region.clamped(width: width, height: height)
        func index(_ value: Int, _ count: Int) -> Int? {
            if value >= 0, value < count { return value }
            switch convolution.edge {
            case .none: return nil
            case .same: return min(max(value, 0), count - 1)
            case .wrap: return ((value % count) + count) % count
            }
        }
        for y in area.y..<area.y + area.height {
            for x in area.x..<area.x + area.width {
                var sum = SIMD4<Float>.zero
                for row in 0..<rows {
                    guard let from = index(y + row - convolution.targetY, height) else { continue }
                    for column in 0..<columns {
                        guard let place = index(x + column - convolution.targetX, width) else {
                            continue
                        }
                        let weight = kernel[(rows - 1 - row) * columns + columns - 1 - column]
                        let pixel = self[place, from]
                        sum += (convolution.preservesAlpha ? pixel.straight : pixel) * weight
                    }
                }
                var result = sum / divisor + bias * (convolution.preservesAlpha ? 1 : self[x, y].w)
                if convolution.preservesAlpha {
                    result.w = self[x, y].w
                    plane[x, y] = result.premultiplied
                } else {
                    result.w = min(max(result.w, 0), 1)
                    let limited = result.clamped(lowerBound: .zero, upperBound: .one)
                    plane[x, y] = pointwiseMin(limited, SIMD4(repeating: result.w))
                }
            }
        }
        return plane
    }
}

/// The extreme of each channel over a window that slides along a line (van Herk's problem, by
/// queues of candidates that only get less extreme).
private struct ExtremeWindow {
    private let dilates: Bool
    private var queues: [[(place: Int, value: Float)]]
    private var heads = [0, 0, 0, 0]

    init(dilates: Bool, capacity: Int) {
        self.dilates = dilates
        queues = Array(repeating: [], count: 4)
        for channel in 0..<4 { queues[channel].reserveCapacity(capacity) }
    }

    mutating func push(_ pixel: SIMD4<Float>, at place: Int) {
        for channel in 0..<4 {
            let value = pixel[channel]
            while queues[channel].count > heads[channel], let last = queues[channel].last,
                dilates ? last.value <= value : last.value >= value
            {
                queues[channel].removeLast()
            }
            queues[channel].append((place, value))
        }
    }

    mutating func drop(before place: Int) {
        for channel in 0..<4 {
            while heads[channel] < queues[channel].count,
                queues[channel][heads[channel]].place < place
            {
                heads[channel] += 1
            }
        }
    }

    var value: SIMD4<Float> {
        var result = SIMD4<Float>.zero
        for channel in 0..<4 where heads[channel] < queues[channel].count {
            result[channel] = queues[channel][heads[channel]].value
        }
        return result
    }
}
