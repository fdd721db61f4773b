#!/bin/sh
# One animation as a Slurm array: every task draws its share of the frames.
#
#     sbatch --array=0-7 slurm.sh ada.svg wave.json.gz frames/
#
# `pose-animate batch jobs.yaml --on slurm` does this for many animations, follows them and makes
# the movies.
#SBATCH --requeue
#SBATCH --cpus-per-task=1
set -eu
exec pose-animate "$1" --keypoints "$2" -o "$3" \
  --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" \
  --skip-existing --jobs "$SLURM_CPUS_PER_TASK" --progress none
