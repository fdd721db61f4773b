import Fixtures
import Testing

@testable import Batches

@Suite struct OutputConflictTests {
    private func check(_ text: String) throws {
        try OutputConflicts.check(read(text), source: "jobs.yaml")
    }

    @Test func jobsThatLeaveEachOtherAloneAreFine() throws {
        try check(
            """
            jobs:
              - {keypoints: a.json, output: a.mp4, contact-sheet: a.png}
              - {keypoints: a.json, output: b.mp4, geometry: b.ndjson}
            """)
    }

    @Test(arguments: [
        "{name: b, output: x/../a.mp4}", "{name: b, output: a.gif, contact-sheet: ./a.mp4}",
        "{name: b, output: b.mp4, keypoints: ./a.mp4}", "{name: b, output: b.mp4, audio: a.mp4}",
    ])
    func jobsInEachOthersWayAreRefused(other: String) {
        let error = #expect(throws: BatchError.self) {
            try check("jobs:\n  - {name: first, output: a.mp4}\n  - \(other)")
        }
        #expect(error?.description.contains("job `b` (line 3)") == true)
        #expect(error?.description.contains("job `first` (line 2)") == true)
    }

    @Test func linksAreFollowed() throws {
        let folder = try TemporaryFolder()
        try folder.write("".utf8, "a.mp4")
        try folder.link("b.mp4", to: "a.mp4")
        let error = #expect(throws: BatchError.self) {
            try check(
                """
                jobs:
                  - {name: one, output: \(folder.file("a.mp4"))}
                  - {name: two, output: \(folder.file("b.mp4"))}
                """)
        }
        #expect(error?.message.contains("as job `one`") == true)
    }
}
