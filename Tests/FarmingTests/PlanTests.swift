import Fixtures
import Testing

@testable import Farming

@Suite struct PlanTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func step(_ job: String, _ weight: Int) -> FarmTask.Step {
        FarmTask.Step(job: job, arguments: ["animate", job], weight: weight)
    }

    @Test func smallStepsShareATask() {
        let plan = FarmPlan(
            origin: "o", frames: [step("a", 40), step("b", 50), step("c", 20), step("d", 500)],
            movies: [step("a", 40), step("c", 20)], taskSize: 100)
        #expect(
            plan.tasks.map { $0.steps.map(\.job) } == [["a", "b"], ["c"], ["d"], ["a"], ["c"]])
        #expect(plan.tasks.map(\.phase) == [.frames, .frames, .frames, .movies, .movies])
        #expect(plan.tasks.map(\.number) == [0, 1, 2, 3, 4])
        #expect(plan.jobs == ["a", "b", "c", "d"])
    }

    @Test func plansAreReadAsTheyWereWritten() throws {
        var odd = step("ä \"b\": {c} #", 3)
        odd.arguments = ["animate", "--output=a b/ü\\n\t\"quoted\"", "-", "", "null", "012", "~"]
        odd.completes = ["animate", "true"]
        let plan = FarmPlan(
            origin: "x", frames: [odd, step("b", 1)], movies: [step("b", 1)], taskSize: 1)
        let file = PlanFile(path: folder.file("plan.ndjson"))
        try file.write(plan)
        #expect(try file.read() == plan)
        #expect(try file.read(tasks: [2, 0]) == [plan.tasks[2], plan.tasks[0]])
    }

    @Test func tasksThatAreNotThereAreTold() throws {
        let file = PlanFile(path: folder.file("plan.ndjson"))
        #expect(throws: FarmError.self) { try file.read(tasks: [0]) }
        try file.write(FarmPlan(origin: "x", frames: [step("a", 1)], movies: [], taskSize: 1))
        let error = #expect(throws: FarmError.self) { try file.read(tasks: [1]) }
        #expect(error?.kind == .noInput)
        #expect(error?.message.contains("the last one is 0") == true)
    }

    @Test(arguments: ["", "x\n", "{\"format\":\"pose-animate-plan\",\"version\":2}\n"])
    func otherFilesAreNoPlans(text: String) throws {
        try folder.write(text.utf8, "plan.ndjson")
        let error = #expect(throws: FarmError.self) {
            try PlanFile(path: folder.file("plan.ndjson")).read()
        }
        #expect(error?.kind == .badData)
    }

    @Test func receiptsTellWhatHasEnded() throws {
        let receipts = try Receipts(folder: folder.file("receipts"))
        #expect(receipts.read(3) == nil && receipts.count == 0)
        try receipts.write(Receipts.Receipt(status: 0, message: "", host: "n1"), of: 3)
        try receipts.write(
            Receipts.Receipt(status: 65, message: "job `a`: \"no\" good: # {", host: "n2"), of: 4)
        #expect(receipts.isDone(3) && !receipts.isDone(4) && receipts.count == 2)
        #expect(receipts.read(4)?.message == "job `a`: \"no\" good: # {")
        #expect(receipts.read(4)?.isWorthRepeating == false)
        try folder.write("{\"task\":5,\"sta".utf8, "receipts/5.json")
        #expect(receipts.read(5) == nil)
        receipts.remove(3)
        #expect(!receipts.isDone(3))
        try receipts.removeAll()
        #expect(receipts.count == 0)
    }
}
