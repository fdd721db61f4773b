import ArgumentParser
import Choreography
import Motion

/// Writes the example clips.
@main
struct GenerateClips: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate-clips", abstract: "Write the clips of our own motion generator.")

    @Option(help: "Folder for the clips.")
    var output = "Examples/clips"

    func run() throws {
        for performance in Performance.all {
            let frames = try performance.frames()
            let clip = Clip(
                framesPerSecond: Performance.framesPerSecond, size: Figure.pictureSize,
                frames: frames)
            let path = "\(output)/\(performance.name).json.gz"
            try clip.write(to: path, decimals: 2)
            print("\(path): \(frames.count) frames")
        }
    }
}
