// Animates a character inside a program of one's own:
//     swift run --package-path Examples/embedding animate-once ada.svg wave.json.gz frames/
import Glibc
import PoseAnimate

guard CommandLine.arguments.count == 4 else {
    print("usage: animate-once CHARACTER.svg CLIP.json FOLDER")
    exit(64)
}
do {
    let character = try RiggedCharacter(path: CommandLine.arguments[1])
    for diagnostic in character.diagnostics { print(diagnostic) }

    var options = AnimationOptions()
    options.pictureSize = .pixels(width: 640, height: 640)
    options.background = .white

    let clip = try ClipSource(path: CommandLine.arguments[2])
    var animation = try Animation(of: character, motion: clip, options: options)
    var frames = try PNGSequenceSink(directory: CommandLine.arguments[3])
    let picture = try animation.makePicture()
    while let index = try animation.advance() {
        try animation.draw(into: picture)
        try frames.write(picture, index: index)
    }
    try frames.finish()
} catch {
    print("animate-once: \(error)")
    exit(1)
}
