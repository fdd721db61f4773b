import Glibc
import Imaging
import Inference

/// Which of a model's tensors hold a PoseNet's maps, and how its numbers are meant.
///
/// Models order their outputs differently, so they are told by their channels: 17 for scores, 34
/// for offsets, 32 for the ways forward and backward (told by their names, else by order), or 64 for
/// both.
struct PoseNetLayout {
    private let scores: Int
    private let offsets: Int
    private let ways: Ways
    private let hasProbabilities: Bool
    private let empty: PoseNetMaps

    private enum Ways {
        case apart(forward: Int, backward: Int)
        /// The way forward's maps, then the way backward's.
        case together(Int)
    }

    init(_ model: EstimationModel, _ image: PoseNetImage) throws(VisionError) {
        let outputs = model.outputs
        func output(_ channels: Int) -> [Int] {
            outputs.indices.filter {
                outputs[$0].shape.rank == 4 && outputs[$0].shape[3] == channels
                    && EstimationModel.readableTypes.contains(outputs[$0].type)
            }
        }
        guard let scores = output(17).first, let offsets = output(34).first else {
            throw model.wrong("has no maps of 17 keypoints; name a PoseNet")
        }
        let together = output(64)
        let apart = output(32)
        if let both = together.first {
            ways = .together(both)
        } else {
            guard apart.count == 2 else {
                throw model.wrong("has no maps of ways between keypoints; name a PoseNet")
            }
            let backward = apart.first { outputs[$0].name.contains("bwd") } ?? apart[1]
            ways = .apart(
                forward: apart[0] == backward ? apart[1] : apart[0], backward: backward)
        }
        self.scores = scores
        self.offsets = offsets
        hasProbabilities = model.endsWithSigmoid(output: scores)
        let grid = outputs[scores].shape
        for map in [offsets] + (together.first.map { [$0] } ?? apart) {
            guard grid[1] > 1, grid[2] > 1, outputs[map].shape[1] == grid[1],
                outputs[map].shape[2] == grid[2]
            else { throw model.wrong("has maps of different sizes; name a PoseNet") }
        }
        empty = PoseNetMaps(
            height: grid[1], width: grid[2],
            stride: Double(image.width - 1) / Double(grid[2] - 1), logits: [], offsets: [],
            forward: [], backward: [])
    }

    /// Reads what the last run has found; the maps' memory is used again.
    func read(_ model: EstimationModel, into maps: inout PoseNetMaps?) throws(VisionError) {
        var read = maps.take() ?? empty
        try model.read(scores, into: &read.logits)
        if hasProbabilities {
            for index in read.logits.indices {
                let held = min(max(read.logits[index], 1e-7), 1 - 1e-7)
                read.logits[index] = logf(held / (1 - held))
            }
        }
        try model.read(offsets, into: &read.offsets)
        switch ways {
        case .apart(let forward, let backward):
            try model.read(forward, into: &read.forward)
            try model.read(backward, into: &read.backward)
        case .together(let both):
            try model.read(both, columns: 0..<32, of: 64, into: &read.forward)
            try model.read(both, columns: 32..<64, of: 64, into: &read.backward)
        }
        maps = read
    }
}
