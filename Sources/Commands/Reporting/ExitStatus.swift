import ArgumentParser
import Batches
import Farming
import Inference
import Microcontroller
import ModelCatalogue
import PoseAnimate
import Sensing

/// What the program says to the shell: the codes of sysexits.h.
enum ExitStatus: Int32 {
    case usage = 64
    case badData = 65
    case noInput = 66
    case unavailable = 69
    case softwareFault = 70
    case cannotCreate = 73
    case inputOutput = 74

    /// The code for any error of the engine.
    init(for error: any Error) {
        switch error {
        case let error as SVGError:
            switch error.kind {
            case .noInput: self = .noInput
            case .badData, .tooComplex: self = .badData
            case .inputOutput: self = .inputOutput
            }
        case let error as MotionError:
            switch error.kind {
            case .noInput: self = .noInput
            case .badData: self = .badData
            case .cannotCreate: self = .cannotCreate
            case .inputOutput: self = .inputOutput
            case .usage: self = .usage
            case .unavailable: self = .unavailable
            case .fault: self = .softwareFault
            }
        case let error as MicrocontrollerError:
            switch error.kind {
            case .noInput: self = .noInput
            case .badData: self = .badData
            case .usage: self = .usage
            case .unavailable: self = .unavailable
            case .fault: self = .softwareFault
            }
        case let error as SensingError:
            switch error.kind {
            case .noInput: self = .noInput
            case .badData: self = .badData
            case .usage: self = .usage
            case .unavailable: self = .unavailable
            case .fault: self = .softwareFault
            }
        case let error as RiggingError:
            switch error.kind {
            case .noRig: self = .noInput
            case .badRig, .noSkeleton, .missingJoints: self = .badData
            case .usage: self = .usage
            case .unavailable: self = .unavailable
            case .fault: self = .softwareFault
            }
        case let error as StorageError:
            switch error.kind {
            case .noInput: self = .noInput
            case .badData: self = .badData
            case .cannotCreate: self = .cannotCreate
            case .inputOutput: self = .inputOutput
            }
        case let error as BatchError:
            switch error.kind {
            case .noInput: self = .noInput
            case .badData: self = .badData
            case .inputOutput: self = .inputOutput
            }
        case let error as FarmError:
            switch error.kind {
            case .usage: self = .usage
            case .noInput: self = .noInput
            case .badData: self = .badData
            case .unavailable: self = .unavailable
            case .cannotCreate: self = .cannotCreate
            case .inputOutput: self = .inputOutput
            }
        case let error as InferenceError:
            switch error.kind {
            case .noInput: self = .noInput
            case .badModel, .badMetadata, .badData, .overLimit: self = .badData
            case .unsupported: self = .unavailable
            case .badArgument: self = .usage
            case .fault: self = .softwareFault
            }
        case let error as FootageError:
            switch error.kind {
            case .noInput: self = .noInput
            case .badData: self = .badData
            case .unavailable: self = .unavailable
            case .inputOutput: self = .inputOutput
            }
        case let error as CatalogueError:
            switch error.kind {
            case .unknownName: self = .usage
            case .missing, .cannotFetch: self = .unavailable
            case .wrongContent: self = .badData
            case .cannotCreate: self = .cannotCreate
            case .inputOutput: self = .inputOutput
            }
        case is VisionError, is ImagingError: self = .badData
        case let error as RenderingError:
            switch error.kind {
            case .badSize, .usage: self = .usage
            case .unavailable: self = .unavailable
            case .drawing: self = .softwareFault
            }
        case let error as SinkError:
            switch error.kind {
            case .usage: self = .usage
            case .unavailable: self = .unavailable
            case .badData: self = .badData
            case .encoding: self = .softwareFault
            case .inputOutput, .readerGone: self = .inputOutput
            }
        case let error as PluginError:
            switch error.kind {
            case .usage: self = .usage
            case .badData: self = .badData
            case .noInput: self = .noInput
            case .unavailable: self = .unavailable
            case .fault: self = .softwareFault
            case .cannotCreate: self = .cannotCreate
            case .inputOutput: self = .inputOutput
            }
        case let error as PoseAnimateError:
            switch error.kind {
            case .usage: self = .usage
            case .unknownStage: self = .unavailable
            case .badData: self = .badData
            }
        case is ValidationError: self = .usage
        default: self = .softwareFault
        }
    }
}
