import Fixtures
import Foundation
import Inference
import Storage
import Testing

@testable import ModelTools

@Suite struct ModelInspectionTests {
    private func inspect(_ name: String) throws -> ModelInspection {
        ModelInspection(try Model(contentsOf: fixture("models/\(name).tflite")))
    }

    private func object(_ json: JSONValue) throws -> [String: Any] {
        try #require(
            JSONSerialization.jsonObject(with: Data(json.text.utf8)) as? [String: Any])
    }

    @Test func soundModel() throws {
        let inspection = try inspect("two-branches")
        let text = inspection.text([.nodes, .tensors])
        for words in [
            "made by make_models.py", "3 nodes, 5 tensors", "plan        3 steps", "[1?, 3]",
            "serving_default: x = tensor 0, y = tensor 1 -> falling = tensor 3, rising = tensor 4",
            "min_runtime_version: 8 bytes", "reference",
        ] {
            #expect(text.contains(words), "\(words)")
        }
        #expect(!inspection.text().contains("nodes:"))
        #expect(!inspection.text().contains("tensors:"))
    }

    @Test func soundModelForPrograms() throws {
        let object = try object(inspect("two-branches").json([.nodes, .tensors]))
        let operators = try #require(object["operators"] as? [[String: Any]])
        #expect(operators.map { $0["name"] as? String } == ["EXP", "NEG"])
        #expect(operators.map { $0["nodes"] as? Int } == [2, 1])
        #expect(operators.allSatisfy { $0["supported"] as? Bool == true })
        let plan = try #require(object["plan"] as? [String: Any])
        #expect(plan["steps"] as? Int == 3)
        #expect(plan["operations"] as? Int == 10)
        let nodes = try #require(object["nodes"] as? [[String: Any]])
        #expect(nodes.map { $0["operator"] as? String } == ["NEG", "EXP", "EXP"])
        #expect(nodes.allSatisfy { $0["delegate"] is String })
        let tensors = try #require(object["tensors"] as? [[String: Any]])
        #expect(
            tensors.map { $0["role"] as? String }
                == ["input", "input", "computed", "output", "output"])
        #expect(object["obstacle"] is NSNull)
        #expect(try self.object(inspect("two-branches").json())["nodes"] == nil)
    }

    /// Each operator that is missing is named, with its version.
    @Test func modelThatCannotBeRun() throws {
        let inspection = try inspect("unknown-operators")
        let text = inspection.text([.nodes])
        for words in [
            "plan        none, cannot be run: node 0 (Wibble)",
            "not supported: operator Wibble version 1 is not implemented",
            "not supported: operator NEG version 99 is not implemented",
            "scale 0.5, zero point 128",
        ] {
            #expect(text.contains(words), "\(words)")
        }
        let object = try object(inspection.json())
        #expect(object["plan"] is NSNull)
        #expect((object["obstacle"] as? String)?.contains("Wibble") == true)
    }
}
