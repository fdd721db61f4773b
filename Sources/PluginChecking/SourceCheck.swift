import CPoseAnimatePlugin
import Motion
import PluginInterface

enum SourceCheck: StageCheck {
    /// Sources that live may never end.
    private static let mostFrames = 500

    static func check(_ stage: PluginStage, _ notes: inout Notes) {
        if stage.description.needsLocation {
            notes.rule("refuses what it cannot read, and says why") {
                do throws(PluginError) {
                    _ = try PluginSource(stage, location: "/nowhere/at/all", values: [:])
                } catch {
                    return error.kind == .fault ? error.message : nil
                }
                return nil
            }
            // What it reads is not known here.
            return
        }
        notes.making { try PluginSource(stage, location: "", values: $0) }
        for values in OptionEdges.all(of: stage) {
            let name = values.first.map { " with \($0.key)=\($0.value.prefix(40))" } ?? ""
            notes.rule("yields sound frames whose times rise\(name)") {
                guard let source = try? PluginSource(stage, location: "", values: values) else {
                    return nil
                }
                _ = try frames(of: source)
                return nil
            }
        }
        notes.rule("gives the same again") {
            let one = try frames(of: PluginSource(stage, location: "", values: [:]))
            let other = try frames(of: PluginSource(stage, location: "", values: [:]))
            return one == other ? nil : "two sources gave different frames"
        }
        notes.rule("ends when it says it does") {
            let source = try PluginSource(stage, location: "", values: [:])
            let count = try frames(of: source).count
            guard let told = source.header.frameCount, told < mostFrames else { return nil }
            return told == count ? nil : "it tells \(told) frames and gives \(count)"
        }
    }

    private static func frames(of source: PluginSource) throws(MotionError) -> [MotionFrame] {
        var frames: [MotionFrame] = []
        while frames.count < mostFrames, let frame = try source.next() { frames.append(frame) }
        return frames
    }
}
