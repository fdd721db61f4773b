import PoseAnimate

/// A table of jobs for people, and the same for programs.
enum BatchTable {
    /// What has become of every job, and a line that counts them.
    static func text(_ results: [JobResult]) -> String {
        let rows = results.map { result in
            [
                result.name, result.state.rawValue,
                "\(result.frameCount)"
                    + (result.skippedCount > 0 ? " (+\(result.skippedCount) there)" : ""),
                result.seconds > 0 ? seconds(result.seconds) : "",
                result.message ?? result.output,
            ]
        }
        let states: [JobResult.State] = [.done, .kept, .failed, .interrupted, .waiting]
        let counts = states.compactMap { state in
            let count = results.count { $0.state == state }
            return count > 0 ? "\(count) \(state.rawValue)" : nil
        }
        return table(["JOB", "STATE", "FRAMES", "TIME", "OUTPUT"], rows)
            + "\n\(results.count) jobs: " + counts.joined(separator: ", ")
    }

    /// What jobs would do.
    static func plan(_ rows: [[String]]) -> String {
        table(["JOB", "FRAMES", "SIZE", "MOTION", "OUTPUT"], rows) + "\n\(rows.count) jobs"
    }

    static func json(_ results: [JobResult]) -> JSONValue {
        .object([
            ("jobs", .array(results.map(\.json))),
            ("failed", .integer(results.count { $0.state == .failed })),
        ])
    }

    static func seconds(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths < 600 ? "\(tenths / 10).\(tenths % 10) s" : "\(Int(value) / 60) min"
    }

    private static func table(_ head: [String], _ rows: [[String]]) -> String {
        let widths = head.indices.map { column in
            ([head] + rows).map { $0[column].count }.max() ?? 0
        }
        return ([head] + rows).map { row in
            let cells = row.enumerated().map { column, cell in
                // The last column ends where its text does.
                column == row.count - 1
                    ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
            }
            return cells.joined(separator: "  ")
        }.joined(separator: "\n")
    }
}
