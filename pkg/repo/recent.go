package repo

// recent keeps the objects that were read last. When they are too many it forgets those that were
// not asked for since it last forgot some.
type recent[K comparable] struct {
	young, old map[K]object
	size       int // bytes in young
}

// maxRecent bounds each half, in bytes.
const maxRecent = 32 << 20

func (r *recent[K]) get(key K) (object, bool) {
	if o, ok := r.young[key]; ok {
		return o, true
	}
	o, ok := r.old[key]
	if ok {
		r.put(key, o)
	}
	return o, ok
}

func (r *recent[K]) put(key K, o object) {
	if r.young == nil || r.size+len(o.data) > maxRecent {
		r.young, r.old, r.size = map[K]object{}, r.young, 0
	}
	r.young[key] = o
	r.size += len(o.data)
}
