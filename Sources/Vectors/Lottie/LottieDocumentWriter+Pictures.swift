import Geometry
import Rendering
import Scene
import Storage

/// Pictures, cut into pieces that each lie as their part of the mesh does.
///
/// A piece is a layer that shows the picture through a mask. Players know no skewed layers, so a
/// piece turns within a layer without content, which stretches it along its axes and turns it back:
/// every affine map can be told so.
extension LottieDocumentWriter {
    /// How far a piece reaches over its edges, in pixels, so that nothing shows between pieces.
    private static let overlap = 0.6

    mutating func picture(
        _ index: Int, _ recording: SceneRecording, opacity: Double
    ) throws -> JSONValue? {
        let shape = recording.drawing.shapes[index]
        guard let texture = shape.texture, let track = recording.tracks[index],
            let mesh = track.mesh, track.shown.isEverOn, let first = mesh.keyframes.first,
            first.values.count == 2 * (texture.columns + 1) * (texture.rows + 1)
        else { return nil }
        if texture.isPixelated {
            remark("enlarged pixels have no hard edges in Lottie files", shape.element)
        }
        let image = try self.image(of: texture)
        let pieces = MeshPieces(texture, mesh.keyframes.map(\.values))
        var layers: [JSONValue] = []
        for piece in pieces.pieces {
            let maps = mesh.keyframes.map { keyframe in
                (frame: keyframe.frame, map: pieces.map(piece, keyframe.values))
            }
            let (stretching, number, rotation) = stretched(maps, reach: pieces.reach(piece))
            layers.append(stretching)
            let origin = pieces.origin(piece) + PictureData.padding
            let members: [(String, JSONValue)] = [
                ("refId", .string(image)), ("parent", .integer(number)), ("hasMask", .bool(true)),
                (
                    "masksProperties",
                    .array([mask(piece, pieces, at: origin, scale: maps[0].map.meanScale)])
                ),
            ]
            layers.append(
                layer(
                    2, members,
                    transform: LottieValue.transform(
                        opacity: LottieValue.steps(track.shown),
                        anchor: LottieValue.still([origin.x, origin.y, 0]),
                        rotation: rotation)))
        }
        return composition(layers, [], opacity: opacity)
    }

    /// A layer without content that moves as a map does, its number, and how what stands in it is to
    /// be turned.
    ///
    /// - Parameter reach: how far from its origin the map is seen, in its own unit. What moves no
    ///   point by more than a twentieth of a pixel needs no keyframe.
    mutating func stretched(
        _ maps: [(frame: Int, map: Affine)], reach: Double
    ) -> (layer: JSONValue, number: Int, rotation: JSONValue) {
        let number = newLayerNumber()
        let stretches = Stretch.sequence(maps.map(\.map))
        let mostOff = 0.05
        func moving(
            weight: Double, _ value: (Stretch) -> [Double], _ text: ([Double]) -> JSONValue
        ) -> JSONValue {
            var track = KeyframeTrack(tolerance: mostOff / max(weight, 1e-9))
            for (keyframe, stretch) in zip(maps, stretches) {
                track.append(keyframe.frame, value(stretch))
            }
            track.finish()
            return LottieValue.moving(
                track.keyframes.map { ($0.frame, text($0.values)) }, wrapped: false)
        }
        func list(_ values: [Double]) -> JSONValue {
            .array(values.map { LottieValue.number($0) })
        }
        let size = maps.map(\.map.meanScale).reduce(0, max)
        let turned = reach * size * .pi / 180
        let stretching = layer(
            3, [("ind", .integer(number))],
            transform: LottieValue.transform(
                opacity: LottieValue.still(100),
                place: moving(weight: 1, { [$0.place.x, $0.place.y] }) { list($0 + [0]) },
                rotation: moving(weight: turned, { [$0.outer] }) { LottieValue.number($0[0]) },
                scale: moving(weight: reach, { [$0.scale.x, $0.scale.y] }) { values in
                    .array(values.map { LottieValue.number(100 * $0) } + [.integer(100)])
                }))
        let inner = moving(weight: turned, { [$0.inner] }) { LottieValue.number($0[0]) }
        return (stretching, number, inner)
    }

    private func mask(
        _ piece: MeshPieces.Piece, _ pieces: MeshPieces, at origin: Point, scale: Double
    ) -> JSONValue {
        let corners = pieces.outline(piece, border: Self.overlap / max(scale, 1e-6), rim: 0)
            .map { $0 + origin }
        let points = corners.map { corner in
            JSONValue.array([LottieValue.number(corner.x), LottieValue.number(corner.y)])
        }
        let straight = JSONValue.array(
            corners.map { _ in JSONValue.array([.integer(0), .integer(0)]) })
        let path = JSONValue.object([
            ("c", .bool(true)), ("v", .array(points)), ("i", straight), ("o", straight),
        ])
        return .object([
            ("inv", .bool(false)), ("mode", .string("a")),
            ("pt", .object([("a", .integer(0)), ("k", path)])),
            ("o", LottieValue.still(100)), ("x", LottieValue.still(0)),
        ])
    }

    /// Embeds a texture, each once.
    private mutating func image(of texture: Texture) throws -> String {
        if let known = images.first(where: { $0.raster == texture.raster }) { return known.id }
        let raster = texture.raster
        // Players fade pictures out at their edges; masks cut that off again.
        let picture = try PictureData.padded(raster)
        let id = "i\(images.count)"
        images.append((raster, id))
        assets.append(
            .object([
                ("id", .string(id)), ("w", .integer(picture.width)),
                ("h", .integer(picture.height)), ("u", .string("")),
                ("p", .string(try PictureData.uri(of: picture))),
                ("e", .integer(1)),
            ]))
        return id
    }
}
