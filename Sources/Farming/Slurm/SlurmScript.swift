/// The script that Slurm starts for every task of a plan.
public struct SlurmScript: Sendable {
    /// The program, by its path or its name along `PATH`.
    public var program: String
    /// The folder with the plan.
    public var state: String
    /// The folder that the job file's paths start from.
    public var folder: String

    public init(program: String, state: String, folder: String) {
        self.program = program
        self.state = state
        self.folder = folder
    }

    /// Its argument is the number of the array's first task.
    ///
    /// `exec`: a signal of Slurm's reaches the program, which then finishes the frame at hand.
    public var text: String {
        """
        #!/bin/sh
        #SBATCH --requeue
        #SBATCH --open-mode=append
        set -eu
        task=$(( ${1:-0} + ${SLURM_ARRAY_TASK_ID:?is set by sbatch --array} ))
        cd \(Self.quoted(folder))
        exec \(Self.quoted(program)) batch-task \(Self.quoted(state)) --tasks "$task" \\
          --jobs "${SLURM_CPUS_PER_TASK:-1}" --progress none

        """
    }

    /// A word of the shell's (POSIX, 2.2.2).
    static func quoted(_ word: String) -> String {
        "'" + word.replacing("'", with: "'\\''") + "'"
    }
}
