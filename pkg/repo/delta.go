package repo

import (
	"encoding/binary"
	"errors"
)

var errDelta = errors.New("a pack holds a difference that cannot be applied")

// maxObject bounds what a difference may claim to make, in bytes.
const maxObject = 1 << 30

// patch makes an object of another one and its difference from it. go-git's own does too, but lets its
// buffer grow many times for one tree of thousands of files.
func patch(base, delta []byte) ([]byte, error) {
	from, n := binary.Uvarint(delta)
	if n <= 0 || from != uint64(len(base)) {
		return nil, errDelta
	}
	delta = delta[n:]
	size, n := binary.Uvarint(delta)
	if n <= 0 || size > maxObject {
		return nil, errDelta
	}
	delta = delta[n:]
	made := make([]byte, 0, size)
	for len(delta) > 0 {
		op := delta[0]
		delta = delta[1:]
		var part []byte
		switch {
		case op&0x80 != 0:
			var ok bool
			if part, delta, ok = copied(base, delta, op); !ok {
				return nil, errDelta
			}
		case op == 0 || int(op) > len(delta):
			return nil, errDelta
		default:
			part, delta = delta[:op], delta[op:]
		}
		if uint64(len(made)+len(part)) > size {
			return nil, errDelta
		}
		made = append(made, part...)
	}
	if uint64(len(made)) != size {
		return nil, errDelta
	}
	return made, nil
}

// copied is the part of the base that an instruction asks for, and what follows the instruction: the bits
// of op say which bytes of the offset (four) and of the length (three) are written.
func copied(base, delta []byte, op byte) (part, rest []byte, ok bool) {
	var numbers [7]byte
	for i := range numbers {
		if op&(1<<i) == 0 {
			continue
		}
		if len(delta) == 0 {
			return nil, nil, false
		}
		numbers[i], delta = delta[0], delta[1:]
	}
	offset := int(binary.LittleEndian.Uint32(numbers[:4]))
	length := int(numbers[4]) | int(numbers[5])<<8 | int(numbers[6])<<16
	if length == 0 {
		length = 1 << 16
	}
	if offset+length > len(base) {
		return nil, nil, false
	}
	return base[offset : offset+length], delta, true
}
