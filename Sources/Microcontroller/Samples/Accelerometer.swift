/// A sensor that is fed with samples, which firmware then takes one by one.
public protocol Accelerometer: BusDevice {
    /// How many samples the sensor says to hold at most; at least 1.
    var fifoDepth: Int { get set }

    /// Is told of every sample that is taken, with its number from 0; nil when none was left.
    var sampleTaken: (Int, RawAcceleration?) -> Void { get set }

    /// How many samples were taken so far.
    var takenCount: Int { get }

    /// How many samples wait to be taken.
    var waitingCount: Int { get }

    /// Adds samples behind those that wait.
    ///
    /// - Parameter repeats: how often; negative for ever, whenever the others are used up.
    func feed(_ samples: [RawAcceleration], repeats: Int)

    /// Loses the sample that waits longest, as a part does when its queue is full.
    func dropOldest()
}

extension Accelerometer {
    /// Adds samples behind those that wait, once.
    public func feed(_ samples: [RawAcceleration]) { feed(samples, repeats: 1) }
}
