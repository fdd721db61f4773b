import Testing
import Yams

@testable import Farming

@Suite struct FarmTests {
    @Test(arguments: [
        ([], ""), ([7], "7"), ([0, 1, 2], "0-2"), ([0, 2, 3, 9], "0,2-3,9"),
    ])
    func numbersAreRanges(numbers: [Int], text: String) {
        #expect(TaskRanges.text(numbers) == text)
    }

    @Test func longArraysAreCut() {
        let groups = TaskRanges.groups([0, 5, 9, 10, 35], size: 10)
        #expect(groups.map(\.base) == [0, 10, 30])
        #expect(groups.map(\.numbers) == [[0, 5, 9], [10], [35]])
    }

    @Test func scriptsQuoteTheirWords() {
        let script = SlurmScript(
            program: "/opt/it's here/pose-animate", state: "/data/$x.batch", folder: "/data/a b")
        #expect(script.text.hasPrefix("#!/bin/sh\n#SBATCH --requeue\n"))
        #expect(script.text.contains("exec '/opt/it'\\''s here/pose-animate' batch-task"))
        #expect(script.text.contains("'/data/$x.batch' --tasks \"$task\""))
        #expect(script.text.contains("cd '/data/a b'"))
    }

    private func plan(movies: Int) -> FarmPlan {
        func steps(_ count: Int) -> [FarmTask.Step] {
            (0..<count).map { FarmTask.Step(job: "j\($0)", arguments: ["animate"], weight: 1) }
        }
        return FarmPlan(origin: "o", frames: steps(3), movies: steps(movies), taskSize: 1)
    }

    @Test func templatesHaveAStepForEachPhase() throws {
        let template = OpenJDTemplate(
            name: "jobs", program: "pose-animate",
            places: OpenJDTemplate.Places(folder: ".", plan: "jobs.batch"))
        let read = try #require(try Yams.compose(yaml: template.text(for: plan(movies: 2))))
        #expect(read["specificationVersion"]?.string == "jobtemplate-2023-09")
        let steps = try #require(read["steps"]?.sequence)
        #expect(steps.map { $0["name"]?.string } == ["frames", "movies"])
        let ranges = steps.map {
            $0["parameterSpace"]?["taskParameterDefinitions"]?[0]?["range"]?.string
        }
        #expect(ranges == ["0-2", "3-4"])
        #expect(steps[1]["dependencies"]?[0]?["dependsOn"]?.string == "frames")
        #expect(
            try Yams.compose(yaml: template.text(for: plan(movies: 0)))?["steps"]?.sequence?.count
                == 1)
    }

    @Test func placesThatAreNotKnownAreAskedFor() throws {
        let template = OpenJDTemplate(name: "jobs", program: "p", places: nil)
        let read = try #require(try Yams.compose(yaml: template.text(for: plan(movies: 0))))
        let parameters = try #require(read["parameterDefinitions"]?.sequence)
        #expect(parameters.map { $0["default"] == nil } == [false, true, true])
    }

    @Test func emptyPlansAreNoTemplates() {
        let template = OpenJDTemplate(name: "jobs", program: "p", places: nil)
        let error = #expect(throws: FarmError.self) {
            try template.text(for: FarmPlan(origin: "", frames: [], movies: [], taskSize: 1))
        }
        #expect(error?.kind == .usage)
    }
}
