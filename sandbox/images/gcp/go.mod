module github.com/fsouza/fake-gcs-server

go 1.26

require (
	cloud.google.com/go/pubsub/v2 v2.0.0
	cloud.google.com/go/storage v1.0.0
	github.com/google/renameio/v2 v2.0.0
	github.com/gorilla/handlers v1.5.2
	github.com/gorilla/mux v1.8.1
	github.com/pkg/xattr v0.4.12
)

require (
	github.com/felixge/httpsnoop v1.0.4 // indirect
	golang.org/x/sys v0.47.0 // indirect
)

replace (
	cloud.google.com/go/pubsub/v2 => ./absent/pubsub
	cloud.google.com/go/storage => ./absent/storage
)
