import Motion
import Rendering

/// Several characters in one picture, each following somebody of their own; later ones are drawn
/// over earlier ones.
///
///     let motions = try Cast.motions(
///         2, from: KeypointImport.openCrowd("duo.json"), name: "duo.json")
///     var ensemble = try Ensemble(of: [ada, milo], motions: motions)
public struct Ensemble {
    /// A character and its motion each; all go on together.
    public private(set) var members: [Animation]
    /// Frames a second of the output.
    public let framesPerSecond: Double
    /// How many frames there will be; nil when the source does not know.
    public let frameCount: Int?
    /// The picture's size in pixels.
    public let pictureWidth: Int
    public let pictureHeight: Int

    /// - Parameters:
    ///   - characters: one at least.
    ///   - motions: as many, of one picture's size and one rate.
    /// - Throws: `PoseAnimateError` when the motions do not go together, and as an animation does.
    public init(
        of characters: [RiggedCharacter], motions: [any MotionSource],
        options: AnimationOptions = AnimationOptions(), registry: Registry = .builtIn
    ) throws {
        guard characters.count == motions.count else {
            throw PoseAnimateError(
                .usage, "\(characters.count) characters cannot follow \(motions.count) motions")
        }
        var options = options
        var members: [Animation] = []
        for (character, motion) in zip(characters, motions) {
            members.append(
                try Animation(of: character, motion: motion, options: options, registry: registry))
            options.background = nil
        }
        guard let first = members.first else {
            throw PoseAnimateError(.usage, "there is no character to animate")
        }
        guard
            members.allSatisfy({
                $0.pictureWidth == first.pictureWidth && $0.pictureHeight == first.pictureHeight
                    && $0.framesPerSecond == first.framesPerSecond
            })
        else {
            throw PoseAnimateError(
                .badData, "the motions are of pictures of different sizes or rates")
        }
        self.members = members
        framesPerSecond = first.framesPerSecond
        frameCount = first.frameCount
        pictureWidth = first.pictureWidth
        pictureHeight = first.pictureHeight
    }

    /// Whether anybody is seen in the current frame.
    public var isSomebodySeen: Bool { members.contains { $0.posture.isValid } }

    /// Remarks of the motion sources so far, each once.
    public var motionNotes: [String] {
        var notes: [String] = []
        for note in members.flatMap(\.motionNotes) where !notes.contains(note) {
            notes.append(note)
        }
        return notes
    }

    /// What the scenes are of, for files that hold geometry.
    public var stage: VectorStage {
        VectorStage(
            layers: members.map { member in
                VectorStage.Layer(
                    drawing: member.character.drawing,
                    shapes: Set(member.character.binding.shapes.map(\.shape)))
            },
            transform: members.first?.placement.transform ?? .identity, width: pictureWidth,
            height: pictureHeight, framesPerSecond: framesPerSecond,
            background: members.first?.placement.background)
    }

    /// Whether the current frame shows what other scenes, one for each member, show.
    public func shows(_ scenes: [SceneFrame]) -> Bool {
        zip(members, scenes).allSatisfy { $0.scene.looksLike($1) }
    }

    /// Copies the members' scenes into the memory of others.
    public func copyScenes(into scenes: inout [SceneFrame]) {
        for (place, member) in members.enumerated() { scenes[place].copy(member.scene) }
    }

    /// Goes on to the next frame.
    ///
    /// - Returns: the frame's index; nil after the last of any motion.
    /// - Throws: `MotionError` when the motion is damaged from here on.
    public mutating func advance() throws -> Int? {
        var index: Int?
        var isOver = false
        // All are asked, also behind the end of one: each has its own filters to bring to an end.
        for member in members.indices {
            index = try members[member].advance()
            if index == nil { isOver = true }
        }
        return isOver ? nil : index
    }

    /// A picture of the right size to draw into, again and again.
    ///
    /// - Throws: `badSize` when the memory for it is more than any picture may take.
    public func makePicture() throws(RenderingError) -> PixelBuffer {
        try PixelBuffer.validated(width: pictureWidth, height: pictureHeight)
    }

    /// Draws the current frame.
    ///
    /// - Throws: `RenderingError`.
    public func draw(into picture: PixelBuffer) throws(RenderingError) {
        for member in members { try member.draw(into: picture) }
    }
}
