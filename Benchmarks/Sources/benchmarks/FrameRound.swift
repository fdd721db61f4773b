import CFloor
import Glibc
import PoseAnimate

/// One round of frames drawn and encoded in this process, for `Frames/compare.py`, which runs rounds
/// and other programs in turn. Every line is a name, then milliseconds of the fastest frame and of the
/// middle one, the processor time of the middle one, and bytes.
struct FrameRound {
    private let stage: MeasuredStage
    private let runs: Int

    init(_ stage: MeasuredStage, runs: Int) {
        self.stage = stage
        self.runs = runs
    }

    func print() throws {
        let bare = BareCairo(stage.bareTarget)
        let picture = stage.picture
        try print("cairo raster", runs) {
            bare.draw(stage.character, stage.scene, scale: stage.scale)
            return 0
        }
        try print("our raster", runs) {
            try stage.renderer.render(stage.scene, into: picture)
            return 0
        }
        // Its own way to PNG takes thirty times as long.
        try print("cairo png", max(runs / 20, 3)) {
            bare.draw(stage.character, stage.scene, scale: stage.scale)
            return bare.encode()
        }
        let floor = FloorEncoder(width: picture.width, height: picture.height)
        try print("floor", runs) {
            bare.draw(stage.character, stage.scene, scale: stage.scale)
            return floor.encode(stage.bareTarget)
        }
        for compression in PNGCompression.allCases {
            let encoder = PNGEncoder(compression)
            var bytes: [UInt8] = []
            try print("\(compression)", compression == .small ? max(runs / 20, 3) : runs) {
                try stage.renderer.render(stage.scene, into: picture)
                try encoder.encode(picture, index: 0, into: &bytes)
                return bytes.count
            }
        }
    }

    private func print(_ name: String, _ runs: Int, _ frame: () throws -> Int) rethrows {
        var walls: [Double] = []
        var processors: [Double] = []
        // The first frame only warms up.
        var count = try frame()
        for _ in 0..<runs {
            let processor = Timing.processorMilliseconds()
            let start = ContinuousClock.now
            count = try frame()
            walls.append(Timing.microseconds(ContinuousClock.now - start) / 1000)
            processors.append(Timing.processorMilliseconds() - processor)
        }
        let (wall, processor) = (walls.sorted(), processors.sorted())
        Swift.print(
            "\(name)\t\(wall[0])\t\(wall[runs / 2])\t\(processor[runs / 2])\t\(count)")
    }
}

/// The simple encoder that others are held to, and its memory.
private final class FloorEncoder {
    private var scratch: [UInt8]
    private var target: [UInt8]

    init(width: Int, height: Int) {
        scratch = Array(repeating: 0, count: 6 * width + 64)
        target = Array(repeating: 0, count: 2 * (3 * width + 1) * height + 100)
    }

    func encode(_ picture: PixelBuffer) -> Int {
        guard let pixels = picture.bytes.baseAddress else { return 0 }
        return floor_encode(
            pixels.assumingMemoryBound(to: UInt8.self), picture.width, picture.height,
            picture.stride, &scratch, &target)
    }
}
