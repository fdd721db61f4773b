import Inference
import ModelBuilding
import Testing

/// Convolution2DTransposeBias, MaxPoolingWithArgmax2D and MaxUnpooling2D.
@Suite struct MediaPipeImageTests {
    private func words(_ values: Int32...) -> [UInt8] { FlatValue.littleEndian(values) }

    @Test func spreadsInputsOverWindows() throws {
        // One row of two pixels; a window of 1 x 3 at stride 2 makes 5 pixels, the middle shared.
        let run = CustomRun(
            name: "Convolution2DTransposeBias", options: words(2, 2, 1),
            inputs: [[1, 1, 2, 1], [2, 1, 3, 1], [2]])
        let result = try run([[1, 10], [1, 2, 3, 4, 5, 6], [100, 200]])[0]
        #expect(result.shape == [1, 1, 5, 2])
        #expect(result.values == [101, 204, 102, 205, 113, 246, 120, 250, 130, 260])
    }

    @Test func samePaddingCutsBothEnds() throws {
        // SAME: 3 - (2 - 1) % 2 - 1 = 1 is cut, none in front: 2 * (2 - 1) + 3 - 1 = 4 pixels.
        let run = CustomRun(
            name: "Convolution2DTransposeBias", options: words(1, 2, 1),
            inputs: [[1, 1, 2, 1], [1, 1, 3, 1], [1]])
        #expect(try run([[1, 10], [1, 2, 3], [0]])[0].values == [1, 2, 13, 20])
        run.damage([[1, 10], [1, 2, 3], [0]])
        for options in [words(0, 1, 1), words(1, 0, 1), words(1, 1, -1), words(1, 1), []] {
            var broken = run
            broken.options = options
            #expect(throws: InferenceError.self) { try broken([[1, 10], [1, 2, 3], [0]]) }
        }
    }

    private let image: [Float] = [1, 5, 2, 6, 3, 4, 9, 8, 7]

    @Test func poolTellsWhereItsValuesStood() throws {
        // SAME, stride 2, window 2 x 2 over 3 x 3: the last column and row are cut windows.
        let run = CustomRun(
            name: "MaxPoolingWithArgmax2D", options: words(1, 2, 2, 2, 2, 0),
            inputs: [[1, 3, 3, 1]], outputs: 2)
        let results = try run([image])
        #expect(results.map(\.shape) == [[1, 2, 2, 1], [1, 2, 2, 1]])
        #expect(results[0].values == [6, 4, 9, 7])
        #expect(results[1].values.map { Int($0) } == [2, 2, 0, 0])
        run.damage([image])
    }

    @Test func unpoolPutsValuesBack() throws {
        let run = CustomRun(
            name: "MaxUnpooling2D", options: words(1, 2, 2, 2, 2, 0),
            inputs: [[1, 1, 2, 1], [1, 1, 2, 1]])
        let result = try run([[7, 9], [3.1, 0.1]])[0]
        #expect(result.shape == [1, 2, 4, 1])
        #expect(result.values == [0, 0, 9, 0, 0, 7, 0, 0])
        for position: Float in [4, -1, .nan, .infinity, 1e20] {
            #expect(throws: InferenceError.self) { try run([[7, 9], [position, 0]]) }
        }
        run.damage([[7, 9], [3.1, 0.1]])
    }
}
