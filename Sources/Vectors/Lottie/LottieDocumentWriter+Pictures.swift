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
            let (stretching, number, rotation) = stretched(maps)
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
    mutating func stretched(
        _ maps: [(frame: Int, map: Affine)]
    ) -> (layer: JSONValue, number: Int, rotation: JSONValue) {
        let number = newLayerNumber()
        let stretches = Stretch.sequence(maps.map(\.map))
        func moving(_ value: (Stretch) -> [Double]) -> JSONValue {
            LottieValue.moving(
                zip(maps, stretches).map { keyframe, stretch in
                    let numbers = value(stretch).map { LottieValue.number($0) }
                    return (keyframe.frame, numbers.count == 1 ? numbers[0] : .array(numbers))
                }, wrapped: false)
        }
        let stretching = layer(
            3, [("ind", .integer(number))],
            transform: LottieValue.transform(
                opacity: LottieValue.still(100), place: moving { [$0.place.x, $0.place.y, 0] },
                rotation: moving { [$0.outer] },
                scale: moving { [100 * $0.scale.x, 100 * $0.scale.y, 100] }))
        return (stretching, number, moving { [$0.inner] })
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
