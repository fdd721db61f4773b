import Fixtures
import Testing

@testable import Batches

let known = JobOptions(
    [
        "character": .list, "keypoints": .value, "output": .value, "size": .value, "fps": .value,
        "filter": .list, "mirror": .flag, "audio": .value, "contact-sheet": .value,
        "geometry": .value, "jobs": .value,
    ], refusals: ["jobs": "the batch shares the threads out; give --jobs to it"])

func read(_ text: String) throws -> [BatchJob] {
    try JobFileReader.read(text, source: "jobs.yaml", known: known)
}

@Suite struct JobFileTests {
    @Test func jobsHaveTheDefaultsUnlessTheySayOtherwise() throws {
        let jobs = try read(
            """
            defaults: {size: 640x480, mirror: true, filter: [one-euro, gaps]}
            jobs:
              - {name: a, character: ada.svg, keypoints: wave.json, output: a/}
              - name: b
                character: [ada.svg, milo.svg]
                keypoints: wave.json
                output: -b.mp4
                size: 010x020
                mirror: false
                filter: ~
            """)
        #expect(jobs.map(\.name) == ["a", "b"])
        #expect(
            jobs[0].arguments() == [
                "--size=640x480", "--mirror", "--filter=one-euro", "--filter=gaps",
                "--character=ada.svg", "--keypoints=wave.json", "--output=a/",
            ])
        #expect(
            jobs[1].arguments() == [
                "--size=010x020", "--character=ada.svg", "--character=milo.svg",
                "--keypoints=wave.json", "--output=-b.mp4",
            ])
        #expect(jobs.map(\.line) == [3, 4])
        #expect(jobs[1].arguments(without: ["character"]).count == 3)
    }

    @Test func whatHasNoNameIsCalledAfterItsOutput() throws {
        let jobs = try read(
            """
            jobs:
              - {output: ./out/ada/wave.mp4}
              - {output: /tmp/out/}
              - {contact-sheet: sheet.png}
            """)
        #expect(jobs.map(\.name) == ["out-ada-wave.mp4", "tmp-out", "sheet.png"])
    }

    @Test(arguments: [
        ("jbs: []", "line 1", "did you mean `jobs`?"),
        ("jobs:\n  - {output: a/, sze: 1x1}", "line 2", "did you mean `size`?"),
        ("jobs:\n  - {output: a/, nme: x}", "line 2", "did you mean `name`?"),
        ("jobs:\n  - {output: a/, zzzzzz: x}", "line 2", "those of `pose-animate animate`"),
        ("jobs:\n  - {output: a/, jobs: 2}", "line 2", "give --jobs to it"),
        ("jobs:\n  - {output: a/, mirror: perhaps}", "line 2", "true or false"),
        ("jobs:\n  - {output: [a/, b/]}", "line 2", "one value"),
        ("jobs:\n  - {output: a/, filter: []}", "line 2", "empty list"),
        ("jobs: {output: a/}", "line 1", "is a list"),
        ("jobs:\n  - a.svg", "line 2", "keys and values"),
        ("jobs: []", "jobs.yaml", "no job in it"),
        ("- a", "jobs.yaml", "keys jobs, matrix and defaults"),
        ("jobs: [", "jobs.yaml", "is not YAML"),
        ("jobs:\n  - {output: a/}\n  - {output: a/}", "line 3", "same name"),
        ("jobs:\n  - {output: a/, name: x/y}", "job `x/y`", "no `/`"),
        ("jobs:\n  - {output: a/, name: .x}", "job `.x`", "beginning"),
        ("jobs:\n  - {output: \"{sizes}/\", size: 1x1}", "line 2", "no {sizes}; it has {output}"),
        ("jobs:\n  - {output: \"{output}/\"}", "line 2", "names itself"),
        ("jobs:\n  - {output: \"{size\", size: 1x1}", "line 2", "without its partner"),
        ("matrix:\n  output: [a/]\n  sze: [1x1]", "line 3", "did you mean `size`?"),
        ("matrix:\n  output: nothing-*-here/", "line 2", "no file fits"),
        ("matrix:\n  output: [a/]\n  exclude: [{size: 1x1}]", "line 3", "no axis"),
        ("matrix:\n  output: [{size: 1x1}]", "line 2", "has no `output`"),
        ("matrix:\n  output: [a/, a/]", "job `a`", "same name"),
    ])
    func whatIsWrongIsTold(text: String, place: String, words: String) {
        let error = #expect(throws: BatchError.self) { try read(text) }
        #expect(error?.kind == .badData)
        #expect(error?.description.contains(place) == true, "\(error?.description ?? "")")
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }

    @Test func missingFileIsTold() {
        let error = #expect(throws: BatchError.self) {
            try JobFileReader.read(path: "/nowhere/jobs.yaml", known: known)
        }
        #expect(error?.kind == .noInput)
        #expect(error?.description.contains("/nowhere/jobs.yaml") == true)
    }
}
