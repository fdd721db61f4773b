/// Tells gestures on the device itself: a line `gesture ring 57` for each, with the number of the
/// sample at which it was sure.
@main
struct Classifier {
    private static let period: UInt32 = 4_000_000
    private static let none = 4
    /// How much likelier than all others a gesture must be, in steps of the scores.
    private static let margin: Int32 = 4
    /// How many windows in a row must say the same.
    private static let patience = 3

    private static let names: InlineArray<5, StaticString> = [
        "wing", "ring", "slope", "shake", "none",
    ]

    static func main() {
        let port = SerialPort()
        guard let accelerometer = Accelerometer() else {
            port.write("classifier: there is no accelerometer\r\n")
            return
        }
        port.write("classifier: ready\r\n")
        let ticker = Ticker(cycles: period)
        var ring = InlineArray<384, Int16>(repeating: 0)
        var network = GestureNetwork()
        var count = 0
        var candidate = none
        var agreeing = 0
        var told = none
        while true {
            ticker.wait()
            guard let sample = accelerometer.next() else { continue }
            if count == 0 { fill(&ring, with: sample) }
            let place = count % GestureNetwork.windowLength
            ring[place * 3] = sample.x
            ring[place * 3 + 1] = sample.y
            ring[place * 3 + 2] = sample.z
            count += 1
            network.look(at: ring, from: place + 1)
            let likeliest = likeliest(network.scores)
            agreeing = likeliest == candidate ? agreeing + 1 : 1
            candidate = likeliest
            guard agreeing >= patience, candidate != told else { continue }
            told = candidate
            guard told != none else { continue }
            port.write("gesture ")
            port.write(names[told])
            port.write(" ")
            port.write(decimal: Int32(count - 1))
            port.write("\r\n")
        }
    }

    /// A device that was still before it began.
    private static func fill(
        _ ring: inout InlineArray<384, Int16>, with sample: Accelerometer.Sample
    ) {
        for place in 0..<GestureNetwork.windowLength {
            ring[place * 3] = sample.x
            ring[place * 3 + 1] = sample.y
            ring[place * 3 + 2] = sample.z
        }
    }

    private static func likeliest(_ scores: InlineArray<5, Int32>) -> Int {
        var best = none
        for gesture in 0..<none where scores[gesture] > scores[best] { best = gesture }
        for gesture in 0...none where gesture != best && scores[gesture] > scores[best] - margin {
            return none
        }
        return best
    }
}
