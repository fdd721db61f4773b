# Every target sets up what it needs; on a fresh Debian 12 with Swift, `make demo` just works.

PACKAGES = libavcodec-dev libavdevice-dev libavformat-dev libcairo2-dev libdeflate-dev libdnnl-dev libexif-dev \
	libisal-dev libpng-dev nettle-dev ffmpeg \
	libpango1.0-dev libpthreadpool-dev libsimdjson-dev libswscale-dev libturbojpeg0-dev libwebp-dev \
	libxml2-dev libxnnpack-dev \
	zlib1g-dev pkg-config \
	fonts-dejavu-core python3 python3-pip python3-venv curl qemu-system-misc
# What `bench` runs beside.
BENCH_PACKAGES = librsvg2-bin
POSE_ANIMATE_SHARED ?= ../shared
SOURCES = Package.swift Sources Tests Rigs Benchmarks Examples Installation
RELEASE = .build/release/pose-animate

DEMO ?= demo/magic-wand
FIRMWARE = .build-firmware

.PHONY: setup players build firmware gestures demo test test-demo test-references conformance test-conformance \
	vision-references test-playback test-farm test-robustness test-oracle litert mediapipe peers bench \
	bench-hour install test-plugins docs lint clean

# Installs Debian packages that are missing, with sudo where needed; says so where it cannot.
define install
	@missing=; for package in $(1); do \
	  dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' \
	    || missing="$$missing $$package"; done; \
	if [ -n "$$missing" ]; then \
	  echo "make $@: installing$$missing"; \
	  if [ "$$(id -u)" = 0 ]; then sudo=; elif command -v sudo >/dev/null; then sudo=sudo; else \
	    echo "make $@: not root and no sudo; as root run: apt-get install$$missing" >&2; exit 1; fi; \
	  $$sudo apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends $$missing; \
	fi
endef

setup:
	@command -v swift >/dev/null || { \
	  echo "make setup: swift is missing; install Swift 6.2 or newer from swift.org" >&2; exit 1; }
	$(call install,$(PACKAGES))

build: setup
	swift build -c release

# Puts below PREFIX the program that `make build` has made, the interface of plug-ins, and the kit that
# they are written with in Swift. DESTDIR is for packagers: a folder that stands for the root.
PREFIX ?= /usr/local
ROOT = $(DESTDIR)$(PREFIX)
HEADER = Sources/CPoseAnimatePlugin/include/pose_animate_plugin.h
KIT = $(ROOT)/share/pose-animate/PluginKit
KIT_MODULES = CPoseAnimatePlugin CPluginEntry PluginKit
install: | $(RELEASE)
	install -d $(ROOT)/bin $(ROOT)/include $(ROOT)/lib/pkgconfig $(ROOT)/lib/pose-animate/plugins $(KIT)
	install -m 755 $(RELEASE) $(ROOT)/bin/pose-animate
	install -m 644 $(HEADER) $(ROOT)/include
	version=$$(sed -n 's/^#define PA_ABI_\(MAJOR\|MINOR\|PATCH\) //p' $(HEADER) | paste -s -d .) && \
	  sed "s/@VERSION@/$$version/" Installation/pose-animate-plugin.pc.in \
	  >$(ROOT)/lib/pkgconfig/pose-animate-plugin.pc
	rm -rf $(KIT)/Sources
	install -m 644 Installation/PluginKit/Package.swift $(KIT)
	mkdir $(KIT)/Sources
	cp -R $(addprefix Sources/,$(KIT_MODULES)) $(KIT)/Sources
	chmod -R a+rX $(KIT)/Sources
$(RELEASE):
	$(MAKE) build

# The example firmware, by Swift's own compiler and linker.
firmware: setup
	$(MAKE) -C Examples/firmware OUT=$(CURDIR)/$(FIRMWARE)

# Trains the gesture network anew; what comes out is part of the repository, byte for byte.
gestures: build litert
	$(LITERT)/bin/python Examples/firmware/training/train.py --program $(RELEASE)

# A character of ours performing a clip of ours: a folder of frames and one picture to look at. Then
# another character does what is seen in those frames, found by models that are fetched for it.
demo: export POSE_ANIMATE_MODELS ?= demo/models
demo: build
	$(RELEASE) Characters/ada.svg --keypoints Examples/clips/dance.json.gz --size 720x720 \
	  --background white -o demo/frames/ --contact-sheet demo/contact-sheet.png
	$(RELEASE) models fetch
	$(RELEASE) detect demo/frames --video-fps 30 -o demo/seen.json
	$(RELEASE) Characters/milo.svg --keypoints demo/seen.json --size 720x720 \
	  --background white --contact-sheet demo/seen.png
	@echo "make demo: frames are in demo/frames/, an overview in demo/contact-sheet.png;"
	@echo "what detect saw in them moves another character in demo/seen.png"

# All that the repository itself holds; passes on any fresh machine.
test: setup firmware
	swift build --build-tests
	swift test --skip-build
	POSE_ANIMATE=.build/debug/pose-animate POSE_ANIMATE_FIRMWARE=$(FIRMWARE) \
	  python3 -m unittest discover -v -s Tests/EndToEnd -t Tests -p '*_test.py'
	swift build --package-path Examples/embedding --scratch-path .build-embedding

# Plug-ins as their authors make them: the examples and the tutorial, built outside the repository with
# nothing but what `install` puts there, and run by the installed program.
PLUGIN_PACKAGES = g++ libc6-dev
test-plugins: build
	$(call install,$(PLUGIN_PACKAGES))
	python3 -m unittest discover -v -s Tests/Plugins -t Tests -p '*_test.py'

# Compares with the reference outputs, which are not part of the repository.
test-references: build
	POSE_ANIMATE_SHARED=$(POSE_ANIMATE_SHARED) POSE_ANIMATE=$(RELEASE) \
	  python3 -m unittest discover -v -s Tests/References -t Tests -p '*_test.py'

# Scores `render` on the SVG suite; `conformance` also writes the README's table.
CONFORMANCE = .build/conformance
$(CONFORMANCE): Tests/Conformance/requirements.txt
	@python3 -m venv $(CONFORMANCE)
	@$(CONFORMANCE)/bin/pip install -q --disable-pip-version-check -r $<
	@touch $@
conformance test-conformance: build $(CONFORMANCE)
	$(CONFORMANCE)/bin/python Tests/Conformance/table.py --program $(RELEASE) \
	  --suite $(POSE_ANIMATE_SHARED)/svg-suite --page README.md $(if $(findstring test,$@),--check)

# Vector files in a real browser, in Lottie players and in a PDF reader, none of which the engine
# itself needs; the reference characters are among what is played.
PLAYBACK = .build/playback
PLAYBACK_PACKAGES = chromium poppler-utils
$(PLAYBACK): Tests/Playback/requirements.txt
	@python3 -m venv $(PLAYBACK)
	@$(PLAYBACK)/bin/pip install -q --disable-pip-version-check -r $<
	@touch $@
players: setup
	$(call install,$(PLAYBACK_PACKAGES))
test-playback: build players $(PLAYBACK)
	POSE_ANIMATE_SHARED=$(POSE_ANIMATE_SHARED) POSE_ANIMATE=$(RELEASE) \
	  $(PLAYBACK)/bin/python -m unittest discover -v -s Tests/Playback -t Tests -p '*_test.py'

# Batches done by a Slurm of two nodes on this machine, and by Open Job Description's own program.
FARM = .build/openjd
FARM_PACKAGES = slurmctld slurmd slurm-client munge
$(FARM): Tests/Farm/requirements.txt
	@python3 -m venv $(FARM)
	@$(FARM)/bin/pip install -q --disable-pip-version-check -r $<
	@touch $@
test-farm: build $(FARM)
	$(call install,$(FARM_PACKAGES))
	POSE_ANIMATE=$(RELEASE) OPENJD=$(CURDIR)/$(FARM)/bin/openjd \
	  python3 -m unittest discover -v -s Tests/Farm -t Tests -p '*_test.py'

# Antmicro's magic wand demo, whose firmware is no part of the repository: DEMO is a folder with
# zephyr.elf and the demo's renode files.
test-demo: build
	POSE_ANIMATE_DEMO=$(DEMO) POSE_ANIMATE=$(RELEASE) \
	  POSE_ANIMATE_SHARED=$(POSE_ANIMATE_SHARED) \
	  python3 -m unittest discover -v -s Tests/Demo -t Tests -p '*_test.py'

# MediaPipe from PyPI (Python 3.9 to 3.12): what it finds in the reference media is part of the
# repository, so it is only needed to make that anew and to measure beside it.
MEDIAPIPE = .build/mediapipe
mediapipe: setup
	@python3 -m venv $(MEDIAPIPE)
	@$(MEDIAPIPE)/bin/pip install -q --disable-pip-version-check \
	  -r Tests/References/vision/requirements.txt

vision-references: mediapipe
	$(MEDIAPIPE)/bin/python Tests/References/vision/generate.py --media $(POSE_ANIMATE_SHARED)/media

# Runs of models allocate nothing; models that are cut at every byte and changed at random do no harm,
# also with every access watched by the address sanitizer.
MODELS = $(POSE_ANIMATE_SHARED)/models
DAMAGED = $(addprefix $(MODELS)/, magic_wand_float.tflite face_detection_short_range.tflite \
	face_landmark.tflite)
test-robustness: setup
	swift build -c release --product allocations
	.build/release/allocations $(DAMAGED) $(addprefix $(MODELS)/, pose_detection.tflite \
	  posenet_100_257_float.tflite posenet_100_257_int8.tflite movenet_lightning_int8.tflite)
	swift build -c release --product damage
	.build/release/damage $(DAMAGED)
	swift build -c release --sanitize=address --scratch-path .build-sanitized --product damage
	.build-sanitized/release/damage $(DAMAGED)

# LiteRT from PyPI, which judges the interpreter and runs beside it.
LITERT = .build/litert
litert: setup
	@python3 -m venv $(LITERT)
	@$(LITERT)/bin/pip install -q --disable-pip-version-check -r Tests/Oracle/requirements.txt

# Judges every kernel by LiteRT itself, over generated models, and the processor by QEMU, over
# generated programs.
test-oracle: build litert
	POSE_ANIMATE=$(RELEASE) POSE_ANIMATE_SHARED=$(POSE_ANIMATE_SHARED) \
	  $(LITERT)/bin/python -m unittest discover -v -s Tests/Oracle -t Tests -p '*_test.py'
	POSE_ANIMATE=$(RELEASE) \
	  python3 -m unittest discover -v -s Tests/Processor -t Tests -p '*_test.py'

# Programs that draw the same frames, from Debian and PyPI.
PEERS = .build/peers
peers: setup
	$(call install,$(BENCH_PACKAGES))
	@python3 -m venv $(PEERS)
	@$(PEERS)/bin/pip install -q --disable-pip-version-check -r Benchmarks/Frames/requirements.txt

# An hour's frames as PNG files, which takes minutes and, while it runs, gigabytes.
bench-hour: build peers
	$(PEERS)/bin/python Benchmarks/Frames/compare.py --program $(RELEASE) \
	  --benchmarks .build-benchmarks/release/benchmarks --shared $(POSE_ANIMATE_SHARED) \
	  --hour 1920x1080

bench: build litert mediapipe peers
	swift build -c release --package-path Benchmarks --scratch-path .build-benchmarks
	POSE_ANIMATE_SHARED=$(POSE_ANIMATE_SHARED) .build-benchmarks/release/benchmarks
	$(PEERS)/bin/python Benchmarks/Frames/compare.py --program $(RELEASE) \
	  --benchmarks .build-benchmarks/release/benchmarks --shared $(POSE_ANIMATE_SHARED)
	$(LITERT)/bin/python Benchmarks/Interpreter/compare.py \
	  --program .build-benchmarks/release/interpreter --models $(POSE_ANIMATE_SHARED)/models
	$(MEDIAPIPE)/bin/python Benchmarks/Vision/compare.py --program $(RELEASE) \
	  --shared $(POSE_ANIMATE_SHARED)
	python3 Benchmarks/Firmware/compare.py --program $(RELEASE)

# The documentation as a site, by Swift's own DocC; any web server shows it.
DOCS = .build/docs
docs: build
	python3 Documentation/Site/build.py --build .build/release --output $(DOCS)
	@echo "make docs: python3 -m http.server -d $(DOCS) 8000 shows it at http://localhost:8000"

lint: setup
	swift format lint --recursive --strict --parallel $(SOURCES)

clean:
	rm -rf .build .build-* demo
