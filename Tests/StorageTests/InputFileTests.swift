import Fixtures
import Storage
import Testing

@Suite struct InputFileTests {
    @Test func plainAndPackedFilesReadAlike() throws {
        let folder = try TemporaryFolder()
        let plain = try folder.write(GzipTests.text, "plain")
        let packed = try folder.write(try GzipTests.packed(GzipTests.text), "packed")
        #expect(try InputFile.read(plain, limit: 1 << 24) == GzipTests.text)
        #expect(try InputFile.read(packed, limit: 1 << 24) == GzipTests.text)
    }

    @Test func largerFilesThanAllowedAreRefused() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write([UInt8](repeating: 7, count: 3 << 20), "large")
        let error = #expect(throws: StorageError.self) { try InputFile.read(path, limit: 2 << 20) }
        #expect(error?.kind == .badData)
        #expect(error?.message.contains("2 MiB") == true)
    }

    @Test func missingFileSaysToCheckThePath() {
        let error = #expect(throws: StorageError.self) {
            try InputFile.read("/nowhere/at all", limit: 1)
        }
        #expect(error?.kind == .noInput)
        #expect(
            error?.description
                == "/nowhere/at all: cannot open: no such file or directory; check the path")
    }
}
