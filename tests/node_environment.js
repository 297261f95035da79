// Gives a suite under Node the environment of its process, as a native one has it.
Module['preRun'] = () => Object.assign(ENV, process.env);
