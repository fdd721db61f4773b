/// A function of 16-bit numbers: 512 steps, with straight lines between.
///
/// Follows TensorFlow Lite's `LUTPopulate` and `LUTLookup` of 16-bit numbers, whose kernels
/// calculate tables in float or double: the results differ.
struct InterpolatedTable: Sendable {
    private let values: [Int16]

    init<Real: BinaryFloatingPoint>(
        inputScale: Real, inputZero: Real = 0, outputScale: Real, outputZero: Real = 0,
        _ function: (Real) -> Real
    ) {
        let lowest = inputScale * (-32768 - inputZero)
        let highest = inputScale * (32767 - inputZero)
        let step = (highest - lowest) / 512
        let outputs = outputScale * (-32768 - outputZero)...outputScale * (32767 - outputZero)
        let inverse = 65536 / (outputs.upperBound - outputs.lowerBound)
        func finite(_ place: Real) -> Real {
            let value = function(place)
            guard value.isInfinite else { return value }
            return value < 0 ? outputs.lowerBound : outputs.upperBound
        }
        func whole(_ value: Real) -> Real { value.rounded(.toNearestOrAwayFromZero) }
        func held(_ value: Real) -> Int16 {
            value >= 32767 ? 32767 : value > -32768 ? Int16(value) : value.isNaN ? 0 : -32768
        }
        var values = (0..<512).map { index in
            let place = lowest + Real(index) * step
            let value = finite(place) * inverse
            let next = finite(lowest + Real(index + 1) * step) * inverse
            let middle = whole(finite(place + step / 2) * inverse)
            // Half of the error of a straight line is taken off at the step.
            let error = whole((next + whole(value)) / 2) - middle
            return held(whole(value) - whole(error / 2))
        }
        values.append(held(whole(finite(highest) * inverse)))
        self.values = values
    }

    subscript(_ number: Int16) -> Int16 {
        let index = 256 + Int(number >> 7)
        let offset = Int32(number & 0x7F)
        let base = Int32(values[index])
        let slope = Int32(values[index + 1]) - base
        return Int16(truncatingIfNeeded: base + (slope * offset + 64) >> 7)
    }
}
