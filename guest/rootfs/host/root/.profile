# An interactive shell runs box in a fork of itself. Starting a second shell, only to read the same few lines, would
# take a tenth of a container's whole start.
box() ( . /usr/local/bin/box )
