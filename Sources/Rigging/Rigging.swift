// Filled by the rig.
