import Fixtures
import Testing

@testable import Batches

@Suite struct MatrixTests {
    private func outputs(_ text: String) throws -> [String] {
        try read(text).compactMap { $0["output"]?.first }
    }

    @Test func everyCombinationIsAJob() throws {
        let jobs = try read(
            """
            matrix:
              character: [c/ada.svg, c/milo.svg]
              keypoints: [wave.json.gz, walk.json]
              fps: 12
              output:
                - out/{character}-{keypoints}/
                - {output: "out/{character}-{keypoints}.gif", size: 160x120}
            """)
        #expect(
            jobs.compactMap { $0["output"]?.first } == [
                "out/ada-wave/", "out/ada-wave.gif", "out/ada-walk/", "out/ada-walk.gif",
                "out/milo-wave/", "out/milo-wave.gif", "out/milo-walk/", "out/milo-walk.gif",
            ])
        #expect(jobs.allSatisfy { $0["fps"] == ["12"] })
        #expect(
            jobs.map { $0["size"] != nil } == [false, true, false, true, false, true, false, true])
    }

    @Test func combinationsAreLeftOut() throws {
        let left = try outputs(
            """
            matrix:
              character: [c/ada.svg, c/milo.svg]
              keypoints: [wave.json, walk.json]
              output: "{character}-{keypoints}/"
              exclude:
                - {character: ada, keypoints: walk}
                - {keypoints: wave.json, character: c/milo.svg}
            """)
        #expect(left == ["ada-wave/", "milo-walk/"])
    }

    @Test func severalMatricesAndNames() throws {
        let jobs = try read(
            """
            matrix:
              - {name: "small {size}", size: [1x1, 2x2], output: "s{size}/"}
              - {size: [3x3], output: "{{{size}}}/"}
            """)
        #expect(jobs.map(\.name) == ["small 1x1", "small 2x2", "{3x3}"])
    }

    @Test func listsWithinAnAxisAreOneChoice() throws {
        let jobs = try read(
            """
            matrix:
              character: [[a.svg, b.svg], c.svg]
              output: "{character}/"
            """)
        #expect(jobs.map { $0["character"] } == [["a.svg", "b.svg"], ["c.svg"]])
        #expect(jobs.compactMap { $0["output"]?.first } == ["a+b/", "c/"])
    }

    @Test func patternsStandForFilesInOrder() throws {
        let folder = try TemporaryFolder()
        for name in ["b.json", "a.json", "c.txt"] { try folder.write("".utf8, name) }
        let found = try outputs(
            """
            matrix:
              keypoints: \(folder.path)/*.json
              output: "{keypoints}/"
            """)
        #expect(found == ["a/", "b/"])
    }

    @Test func endlessMatricesAreRefused() {
        let axis = "[" + (0..<100).map { "\($0)" }.joined(separator: ", ") + "]"
        let error = #expect(throws: BatchError.self) {
            try read(
                "matrix: {size: \(axis), fps: \(axis), audio: \(axis), filter: \(axis), output: a}")
        }
        #expect(error?.message.contains("1000000") == true)
    }

    @Test(arguments: [
        ("Examples/clips/wave.json.gz", "wave"), ("ada.svg", "ada"), ("one-euro", "one-euro"),
        ("0.25", "0.25"), ("frames/", "frames"), ("a.b.svg", "a.b"), (".hidden", ".hidden"),
        ("/", ""), ("", ""),
    ])
    func labelsAreNamesWithoutEndings(value: String, label: String) {
        #expect(JobTemplate.label(value) == label)
    }
}
