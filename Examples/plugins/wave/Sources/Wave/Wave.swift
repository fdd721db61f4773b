import Glibc
import PluginKit

/// Sways a character like weed under water. It refines: bones have moved the points already.
@main
struct Wave: DeformerPlugin {
    static let about = About(
        "wave", "sways the figure in a wave that runs upwards",
        options: [
            .number("amplitude", in: 0...1000, standard: 8, "how far it sways, in pixels"),
            .number("length", in: 1...10000, standard: 300, "from crest to crest, in pixels"),
            .number("frequency", in: 0...20, standard: 0.8, "waves that pass in a second"),
        ], refines: true)

    let points: [Int]
    let amplitude, length, frequency: Double

    init(_ setup: Setup<Character>) {
        points = setup.request.boundPoints
        amplitude = setup.number("amplitude")
        length = setup.number("length")
        frequency = setup.number("frequency")
    }

    func deform(_ posture: Posture, _ scene: Scene) {
        for point in points {
            let phase = scene.points[point].y / length + scene.time * frequency
            scene.points[point].x += amplitude * sin(2 * .pi * phase)
        }
    }
}
