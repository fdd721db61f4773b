import Fixtures
import Motion
import Testing

@testable import Sensing

/// Mappings as data.
@Suite struct MappingTests {
    @Test func theStandardMappingIsWhole() throws {
        let mapping = try MappingReader.standard()
        #expect(Set(mapping.gestures.keys) == ["ring", "slope", "wing", "shake"])
        #expect(mapping.effects.count == 7)
        #expect(mapping.gesture(inLine: "RING:") == "ring")
        #expect(mapping.gesture(inLine: "gesture shake 12") == "shake")
        #expect(mapping.gesture(inLine: "Got accelerometer") == nil)
        #expect(mapping.base.length == 8)
    }

    private static let text = """
        name: mine
        clip: idle
        framesPerSecond: 25
        tilt: {smoothing: 0.5, right: -y}
        effects:
          - {of: lean, from: roll, gain: 0.5, limit: 10}
          - {of: bounce, from: up, spring: {frequency: 3}}
        gestures:
          ring: {clip: wave, fade: 0.1, serial: ["O"]}
        """

    @Test func whatIsNotToldHasAValue() throws {
        let mapping = try MappingReader.read(Self.text, source: "a.yaml")
        #expect(mapping.rightAxis == Acceleration(0, -1, 0) && mapping.smoothing == 0.5)
        #expect(mapping.effects[1].gain == 1 && mapping.effects[1].limit == 0.2)
        #expect(mapping.effects[1].spring?.frequency == 3)
        #expect(mapping.effects[0].spring == nil && mapping.framesPerSecond == 25)
    }

    @Test(arguments: [
        ("effects:", "effekts:", "did you mean `effects`?"), ("of: lean", "of: legs", "bounce"),
        ("from: roll", "from: yaw", "pitch"), ("gain: 0.5", "gain: much", "line 6"),
        ("right: -y", "right: left", "-z"), ("clip: wave", "clip: waves", "there is no clip"),
        ("clip: wave", "clip: no.json", "no.json"), ("frequency: 3", "freqency: 3", "did you mean"),
        ("framesPerSecond: 25", "framesPerSecond: 0", "1.0 to 240"),
        ("serial: [\"O\"]", "serial: [[1]]", "list of texts"), ("name: mine", "{", "is not YAML"),
        ("fade: 0.1", "fad: 0.1", "did you mean `fade`?"),
    ])
    func mistakesAreTold(text: String, replacement: String, words: String) {
        let changed = Self.text.replacing(text, with: replacement)
        let error = #expect(throws: SensingError.self) {
            _ = try MappingReader.read(changed, source: "a.yaml")
        }
        #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    }

    /// Clips of one's own lie beside the mapping.
    @Test func clipsLieBesideTheMapping() throws {
        let folder = try TemporaryFolder()
        let idle = try MappingReader.standard().base
        try Clip(framesPerSecond: 30, size: idle.size, frames: Array(idle.frames.prefix(15)))
            .write(to: folder.file("mine.json"))
        let text = "gestures:\n  hop: {clip: mine.json, serial: [hop]}\n"
        try folder.write(Array(text.utf8), "map.yaml")
        let mapping = try MappingReader.read(path: folder.file("map.yaml"))
        #expect(mapping.gestures["hop"]?.clip.frames.count == 15)
        #expect(throws: SensingError.self) {
            _ = try MappingReader.read(path: folder.file("none.yaml"))
        }
    }
}
