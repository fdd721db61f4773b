import ArgumentParser

/// `pose-animate models …`: the interpreter for TensorFlow Lite models by itself.
struct ModelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models",
        abstract: "Bring, run, inspect and measure TensorFlow Lite models.",
        discussion: """
            Models are .tflite files; tensors are NumPy's .npy files, as numpy.save writes them.

            Bring what detect needs: pose-animate models fetch
            What is in a model:   pose-animate models inspect posenet.tflite
            Compute it:           pose-animate models run posenet.tflite --input 0=image.npy -o out/
            Where the time goes:  pose-animate models profile posenet.tflite --threads 1
            A typed wrapper:      pose-animate models generate-wrapper posenet.tflite
            """,
        subcommands: [
            ListModelsCommand.self, FetchModelsCommand.self, RunModelCommand.self,
            InspectModelCommand.self, ProfileModelCommand.self,
            OperatorsCommand.self, GenerateWrapperCommand.self,
        ])
}
