import ArgumentParser
import PoseAnimate
import Sensing

/// What files of samples do not say themselves.
struct SampleOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Samples a second, where they have no times. Default: 25.", valueName: "rate"))
    var sampleRate: Double?

    @Option(
        help: ArgumentHelp(
            "Unit of the samples, where their header does not say it: "
                + AccelerationUnit.allCases.map(\.rawValue).joined(separator: ", ") + ".",
            valueName: "unit"))
    var unit: String?

    @Option(
        help: ArgumentHelp(
            "What the columns of a table are, such as skip,skip,time:ns,x:m/s2,y:m/s2,z:m/s2.",
            valueName: "columns"))
    var columns: String?

    func validate() throws {
        if let sampleRate, !(sampleRate >= 0.1 && sampleRate <= 100_000) {
            throw ValidationError("--sample-rate \(sampleRate): choose 0.1 to 100000")
        }
        if let unit, AccelerationUnit(text: unit) == nil {
            let units = AccelerationUnit.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--unit \(unit): there are \(units)")
        }
        if let columns {
            do {
                _ = try SampleColumn.parse(columns)
            } catch {
                throw ValidationError("--columns: \(error.message)")
            }
        }
    }

    func options() throws -> AccelerationOptions {
        AccelerationOptions(
            rate: sampleRate, unit: unit.flatMap { AccelerationUnit(text: $0) },
            columns: try columns.map { try SampleColumn.parse($0) })
    }

    /// Several sources, one after the other.
    func recording(of sources: [String]) throws -> AccelerationRecording {
        let options = try options()
        let recordings = try sources.map { try AccelerationReader.read($0, options: options) }
        guard let first = recordings.first else {
            return AccelerationRecording(name: "", samples: [])
        }
        return first.followed(by: Array(recordings.dropFirst()))
    }
}
