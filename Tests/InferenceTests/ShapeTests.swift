import Inference
import Testing

@Suite struct ShapeTests {
    @Test func countsElementsAndStrides() throws {
        let shape = try Shape([2, 3, 4])
        #expect(shape.count == 24)
        #expect(shape.strides == [12, 4, 1])
        #expect(try shape.axis(-1) == 2)
    }

    @Test func refusesSizesThatOverflow() {
        #expect(throws: InferenceError.self) { try Shape([1 << 31, 1 << 31, 4]) }
        #expect(throws: InferenceError.self) { try Shape([-1]) }
    }
}
