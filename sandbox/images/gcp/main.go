// Command kata-gcs is fake-gcs-server's storage in memory, with the preconditions in front of it that it leaves out.
//
// It looks at generations on uploads alone. Here every request that names a precondition on an object is held to it:
// reading, deleting, changing metadata, rewriting, composing. What is not understood is refused (501), never ignored.
// Writes are done one after the other, so that nothing comes between a precondition and what it is for.
// POST /reset has a new, empty storage take the place of the old one.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync"

	"github.com/fsouza/fake-gcs-server/fakestorage"
)

const (
	mostBytes = 64 << 20
	unmet     = "At least one of the pre-conditions you specified did not hold."
)

// A refusal is an answer given in place of the storage's.
type refusal struct {
	status  int
	reason  string
	message string
}

type front struct {
	lock    sync.RWMutex
	base    string
	storage *fakestorage.Server
}

// An object by its place; its generation is 0 while there is none.
type object struct {
	bucket, name               string
	generation, metageneration int64
}

// empty makes a storage whose objects have links to it: clients download from the link of an object that they have.
func empty(base string) (*fakestorage.Server, error) {
	return fakestorage.NewServerWithOptions(fakestorage.Options{NoListener: true, ExternalURL: base})
}

func (f *front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, mostBytes))
	if err != nil {
		refuse(w, r, &refusal{http.StatusRequestEntityTooLarge, "uploadTooLarge", "This emulator takes 64 MiB at once."})
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		f.lock.RLock()
		defer f.lock.RUnlock()
	} else {
		f.lock.Lock()
		defer f.lock.Unlock()
	}
	if r.Method == http.MethodPost && r.URL.Path == "/reset" {
		f.reset(w)
	} else if refused := f.check(r, body); refused != nil {
		refuse(w, r, refused)
	} else {
		f.storage.HTTPHandler().ServeHTTP(w, r)
	}
}

func (f *front) reset(w http.ResponseWriter) {
	storage, err := empty(f.base)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	f.storage.Stop()
	f.storage = storage
}

// check finds what stands against a request.
func (f *front) check(r *http.Request, body []byte) *refusal {
	for name := range r.Header {
		if lower := strings.ToLower(name); strings.HasPrefix(lower, "x-goog-if-") || strings.HasPrefix(lower, "x-goog-copy-source-if-") {
			return unknown("the header " + name)
		}
	}
	path := r.URL.EscapedPath()
	if strings.HasPrefix(path, "/batch/") {
		if bytes.Contains(body, []byte("ifGeneration")) || bytes.Contains(body, []byte("ifMetageneration")) {
			return unknown("a precondition in a batch")
		}
		return nil
	}
	query := r.URL.Query()
	if strings.HasPrefix(path, "/upload/") { // generations are looked at by the storage, when an upload is complete
		if query.Has("ifMetagenerationMatch") || query.Has("ifMetagenerationNotMatch") {
			return unknown("a precondition on the metageneration of an upload")
		}
		return nil
	}
	place, found := strings.CutPrefix(strings.TrimPrefix(path, "/download"), "/storage/v1/b/")
	if !found {
		return nil
	}
	return f.checkObject(r, place, query, body)
}

func (f *front) checkObject(r *http.Request, place string, query url.Values, body []byte) *refusal {
	bucket, name, isObject := strings.Cut(place, "/o/")
	if !isObject {
		if query.Has("ifMetagenerationMatch") || query.Has("ifMetagenerationNotMatch") {
			return unknown("a precondition on a bucket")
		}
		return nil
	}
	reads := r.Method == http.MethodGet || r.Method == http.MethodHead
	if source, target, copies := cutEither(name, "/rewriteTo/b/", "/copyTo/b/"); copies && !reads {
		bucketTo, nameTo, _ := strings.Cut(target, "/o/")
		if refused := f.meets(bucket, source, "ifSource", query, http.StatusPreconditionFailed, true); refused != nil {
			return refused
		}
		return f.meets(bucketTo, nameTo, "if", query, http.StatusPreconditionFailed, false)
	}
	if target, composes := strings.CutSuffix(name, "/compose"); composes && r.Method == http.MethodPost {
		if refused := f.checkSources(bucket, body); refused != nil {
			return refused
		}
		return f.meets(bucket, target, "if", query, http.StatusPreconditionFailed, false)
	}
	otherwise := http.StatusPreconditionFailed
	if reads {
		otherwise = http.StatusNotModified
	}
	return f.meets(bucket, name, "if", query, otherwise, true)
}

// checkSources looks at what is to be composed: the storage would take any version, and call a missing one its own fault.
func (f *front) checkSources(bucket string, body []byte) *refusal {
	var request struct {
		SourceObjects []struct {
			Name                string
			Generation          json.Number
			ObjectPreconditions map[string]json.Number
		}
	}
	if err := json.Unmarshal(body, &request); err != nil {
		return &refusal{http.StatusBadRequest, "parseError", "The sources to compose can't be read: " + err.Error()}
	}
	for _, source := range request.SourceObjects {
		conditions := url.Values{}
		for name, value := range source.ObjectPreconditions {
			conditions.Set(name, value.String())
		}
		if source.Generation != "" {
			conditions.Set("generation", source.Generation.String())
		}
		name := url.PathEscape(source.Name)
		if refused := f.meets(bucket, name, "if", conditions, http.StatusPreconditionFailed, true); refused != nil {
			return refused
		}
		wanted, err := f.find(bucket, name, source.Generation.String())
		if err != nil || wanted.generation == 0 {
			return &refusal{http.StatusNotFound, "notFound", "No such object: " + bucket + "/" + source.Name}
		}
		if live, _ := f.find(bucket, name, ""); live.generation != wanted.generation {
			return unknown("an older generation as a source")
		}
	}
	return nil
}

// meets holds an object to the preconditions of a query whose names begin with a prefix.
//
// An object that must be there and is not is left to the storage, which says so; otherwise its generation counts as 0.
func (f *front) meets(bucket, name, prefix string, query url.Values, otherwise int, mustBeThere bool) *refusal {
	generation := query.Get("generation")
	if prefix != "if" {
		generation = query.Get("sourceGeneration")
	}
	var found *object
	for _, what := range []string{"Generation", "Metageneration"} {
		for _, how := range []string{"Match", "NotMatch"} {
			given := query.Get(prefix + what + how)
			if given == "" {
				continue
			}
			wanted, err := strconv.ParseInt(given, 10, 64)
			if err != nil {
				return &refusal{http.StatusBadRequest, "invalidParameter", prefix + what + how + " is no number: " + given}
			}
			if found == nil {
				there, err := f.find(bucket, name, generation)
				if err != nil {
					return &refusal{http.StatusBadRequest, "invalidParameter", err.Error()}
				}
				found = &there
			}
			if mustBeThere && found.generation == 0 {
				return nil
			}
			actual := found.generation
			if what == "Metageneration" {
				actual = found.metageneration
			}
			if how == "Match" && actual != wanted {
				return &refusal{http.StatusPreconditionFailed, "conditionNotMet", unmet}
			}
			if how == "NotMatch" && actual == wanted {
				return &refusal{otherwise, "conditionNotMet", unmet}
			}
		}
	}
	return nil
}

// find looks an object up by its escaped place: the live one, or one generation of it.
func (f *front) find(bucket, name, generation string) (object, error) {
	found := object{}
	var err error
	if found.bucket, err = url.PathUnescape(bucket); err != nil {
		return found, err
	}
	if found.name, err = url.PathUnescape(name); err != nil {
		return found, err
	}
	number := int64(0)
	if generation != "" {
		if number, err = strconv.ParseInt(generation, 10, 64); err != nil {
			return found, err
		}
	}
	stored, err := f.storage.Backend().GetObjectWithGeneration(found.bucket, found.name, number)
	if err != nil {
		return found, nil
	}
	defer stored.Close()
	found.generation, found.metageneration = stored.Generation, stored.Metageneration
	return found, nil
}

func cutEither(text string, marks ...string) (before, after string, found bool) {
	for _, mark := range marks {
		if before, after, found = strings.Cut(text, mark); found {
			return before, after, true
		}
	}
	return text, "", false
}

func unknown(what string) *refusal {
	return &refusal{http.StatusNotImplemented, "notImplemented", "This emulator does not know " + what + "."}
}

// refuse answers as Cloud Storage does.
func refuse(w http.ResponseWriter, r *http.Request, refused *refusal) {
	if refused.status == http.StatusNotModified {
		w.WriteHeader(refused.status)
		return
	}
	detail := map[string]any{"message": refused.message, "domain": "global", "reason": refused.reason}
	answer := map[string]any{"code": refused.status, "message": refused.message, "errors": []any{detail}}
	w.Header().Set("Content-Type", "application/json; charset=UTF-8")
	w.WriteHeader(refused.status)
	if err := json.NewEncoder(w).Encode(map[string]any{"error": answer}); err != nil {
		log.Print("an answer was not taken: ", err)
	}
}

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: kata-gcs PORT")
	}
	address := net.JoinHostPort("127.0.0.1", os.Args[1])
	storage, err := empty("http://" + address)
	if err != nil {
		log.Fatal(err)
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("fake-gcs-server listens on", listener.Addr())
	log.Fatal(http.Serve(listener, &front{base: "http://" + address, storage: storage}))
}
