import Geometry
import Rendering
import Scene
import Storage

/// A PDF file that gets its pages one by one, written aside until it is whole.
final class PDFFile {
    private let output: Output
    private let document: PDFDocument
    private let background: Color?

    /// The file and what went wrong with it, which Cairo cannot hand on.
    private final class Output {
        var file: AtomicFile?
        var error: StorageError?
        /// Of all bytes, where they are to be known.
        var bytes: [UInt8]?

        init(_ file: consuming AtomicFile, keepsBytes: Bool) {
            self.file = consume file
            bytes = keepsBytes ? [] : nil
        }

        func write(_ data: UnsafeRawBufferPointer) -> Bool {
            do throws(StorageError) {
                try file?.write(data)
                bytes?.append(contentsOf: data)
                return true
            } catch {
                self.error = error
                return false
            }
        }
    }

    /// - Throws: `StorageError` when the file's place cannot be written, `RenderingError` when the
    ///   pages are too large.
    init(path: String, stage: VectorStage, keepsBytes: Bool) throws {
        let output = Output(try AtomicFile(path: path), keepsBytes: keepsBytes)
        self.output = output
        background = stage.background
        document = try PDFDocument(width: stage.width, height: stage.height) { output.write($0) }
    }

    func addPage(_ renderers: [PageRenderer], _ scenes: [SceneFrame]) throws {
        try telling {
            try document.addPage(background: background) { page throws(RenderingError) in
                for (renderer, scene) in zip(renderers, scenes) {
                    try renderer.draw(scene, on: page)
                }
            }
        }
    }

    /// Gives the file its name.
    ///
    /// - Returns: its bytes, where they were asked for.
    func finish() throws -> [UInt8] {
        try telling { try document.finish() }
        try output.file.take()?.commit()
        return output.bytes ?? []
    }

    /// What the file has to say is the cause of what Cairo says.
    private func telling(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch {
            throw output.error ?? error
        }
    }
}

/// Draws a stage's layers on pages.
enum PDFStage {
    /// - Parameter resolution: pixels an inch of what PDF has no words for.
    static func renderers(_ stage: VectorStage, resolution: Double) -> [PageRenderer] {
        stage.layers.map { layer in
            PageRenderer(
                drawing: layer.drawing,
                list: DisplayList(layer.drawing) { layer.shapes?.contains($0) ?? true },
                placement: stage.transform,
                size: stage.size, detail: resolution / 96)
        }
    }
}
