package source

// Step is one step of a Path: into a mapping by Key, or into a list by Index when Key is empty.
type Step struct {
	Key   string
	Index int
}

// Path leads from the root of a file to a value.
type Path []Step
