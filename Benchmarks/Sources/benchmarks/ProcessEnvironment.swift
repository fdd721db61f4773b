import Glibc

/// What lies around the benchmark: reference files and the built program.
struct ProcessEnvironment {
    private let shared = getenv("POSE_ANIMATE_SHARED").map { String(cString: $0) }

    /// A reference file's path; nil when references are not there.
    func reference(_ name: String) -> String? {
        guard let shared else { return nil }
        let path = "\(shared)/\(name)"
        return access(path, R_OK) == 0 ? path : nil
    }

    /// Milliseconds from starting the program to its end with one frame written, median of 15; nil
    /// when the program is not built.
    func timeToFirstFrame(character: String, clip: String) -> Double? {
        let program = ".build/release/pose-animate"
        guard access(program, X_OK) == 0 else {
            print("\(program) is not built: no time to first frame")
            return nil
        }
        let folder = "/tmp/pose-animate-benchmark-\(getpid())"
        let arguments = [
            program, character, "--keypoints", clip, "-o", folder, "--frames", "0", "--quiet",
        ]
        defer {
            unlink("\(folder)/frame_000000.png")
            rmdir(folder)
        }
        return Timing.median(runs: 15) { run(arguments) } / 1000
    }

    private func run(_ arguments: [String]) {
        var strings: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { for string in strings { free(string) } }
        var process = pid_t()
        guard posix_spawn(&process, arguments[0], nil, nil, &strings, environ) == 0 else { return }
        var status: Int32 = 0
        waitpid(process, &status, 0)
    }
}
