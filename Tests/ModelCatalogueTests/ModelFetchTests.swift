import Fixtures
import Glibc
import Storage
import Testing
import Yams

@testable import ModelCatalogue

/// Brings made-up models from what is on disk; downloads are tried against PyPI by hand.
@Suite struct ModelFetchTests {
    private let folder: TemporaryFolder
    private let folders: ModelFolders
    private let catalogue: ModelCatalogue
    private let content = Array("a model".utf8)

    init() throws {
        folder = try TemporaryFolder()
        folders = ModelFolders(
            searched: [folder.file("models")], home: folder.file("models"))
        let text = """
            wheels:
              - {package: made-up, version: "1", platform: any, python: "3.11", sha256: "00"}
            models:
              - name: plain
                role: part
                file: plain.tflite
                summary: s
                publisher: p
                licence: l
                sha256: \(FileHash.sha256(of: Array("a model".utf8)))
                size: 7
                wheel: made-up
                member: inner/plain.tflite
            """
        catalogue = try YAMLDecoder().decode(ModelCatalogue.self, from: text)
    }

    private func bring(from source: String) async throws(CatalogueError) -> [ModelFetch.Outcome] {
        try await ModelFetch(catalogue, folders: folders, report: { _ in })
            .bring(catalogue.models, from: source)
    }

    private func expectFailure(_ kind: CatalogueError.Kind, from source: String) async {
        let error = await #expect(throws: CatalogueError.self) { try await bring(from: source) }
        #expect(error?.kind == kind)
        #expect(folder.names(in: "models").isEmpty)
    }

    @Test func aFileOnDiskServes() async throws {
        try folder.write(content, "other-name.tflite")
        let path = folder.file("models/plain.tflite")
        #expect(try await bring(from: folder.file("other-name.tflite")) == [.fetched(path)])
        #expect(folder.bytes("models/plain.tflite") == content)
        #expect(try await bring(from: "nowhere") == [.present(path)])
        let located = try catalogue.locate(role: "part", in: folders)
        #expect(located.path == path)
        #expect(located.entry?.name == "plain")
    }

    @Test func aFolderWithTheFileServes() async throws {
        try folder.write(content, "plain.tflite")
        #expect(try await bring(from: folder.path).count == 1)
    }

    @Test func whatIsNotTheModelIsRefused() async throws {
        try folder.write(Array("another model".utf8), "plain.tflite")
        await expectFailure(.wrongContent, from: folder.file("plain.tflite"))
        await expectFailure(.wrongContent, from: folder.path)
        await expectFailure(.missing, from: folder.file("missing"))
    }

    @Test func aWheelIsUnpackedAndADamagedOneIsSaid() async throws {
        let wheel = try #require(try await archive(content))
        try folder.write(wheel, "made-up.whl")
        #expect(try await bring(from: folder.file("made-up.whl")).count == 1)
        unlink(folder.file("models/plain.tflite"))
        try folder.write(Array(wheel.dropLast(30)), "cut.whl")
        await expectFailure(.wrongContent, from: folder.file("cut.whl"))
        try folder.write(try #require(try await archive(Array("other".utf8))), "other.whl")
        await expectFailure(.wrongContent, from: folder.file("other.whl"))
    }

    /// A zip archive with the member, made by Python.
    private func archive(_ bytes: [UInt8]) async throws(CatalogueError) -> [UInt8]? {
        let path = folder.file("archive.zip")
        let script =
            "import sys, zipfile; zipfile.ZipFile(sys.argv[1], 'w')"
            + ".writestr('inner/plain.tflite', sys.argv[2])"
        _ = try await Wheel.python.run(
            ["-c", script, path, String(decoding: bytes, as: UTF8.self)], limit: 100)
        return folder.bytes("archive.zip")
    }

    @Test func aModelThatWasChangedIsNotUsed() throws {
        try Directory.create(folder.file("models"))
        try folder.write(Array("changed".utf8), "models/plain.tflite")
        let error = #expect(throws: CatalogueError.self) {
            try catalogue.locate(role: "part", in: folders)
        }
        #expect(error?.kind == .wrongContent)
        #expect(error?.source == folder.file("models/plain.tflite"))
    }

    @Test func whatIsMissingIsSaidWithItsRemedy() {
        let error = #expect(throws: CatalogueError.self) {
            try catalogue.locate(role: "part", in: folders)
        }
        #expect(error?.kind == .missing)
        #expect(error?.message.contains("models fetch plain") == true)
        #expect(error?.message.contains(catalogue.models[0].sha256) == true)
    }

    @Test func programsThatAreMissingAreSaid() async {
        let program = Program(name: "no-such-program-here", remedy: "install it")
        let error = await #expect(throws: CatalogueError.self) {
            try await program.run([], limit: 10)
        }
        #expect(error?.kind == .cannotFetch)
        #expect(error?.message.contains("install it") == true)
    }
}
