"""What libraries that compute with arrays said when they raised, and the hint that it holds.

Recorded from numpy 2.4, pandas 3.1, scikit-learn 1.9, LightGBM 4.7, torch 2.15, TensorFlow 2.21, Keras 3.15 and JAX 0.10. What they say only
of a GPU, and what other versions say, is not recorded but written after what is known of it; these rows stand last of each library.
"""

__all__ = ["RECORDED"]

# Library -> rows of the message, the hint's kind and its texts.
RECORDED = {
    "numpy": [
        ("operands could not be broadcast together with shapes (3,) (2,) ", "shapes", ["shape=3", "shape=2"]),
        (
            "operands could not be broadcast together with remapped shapes [original->remapped]: (3,)  and requested shape (4,)",
            "shapes",
            ["shape=3", "shape=4"],
        ),
        (
            "operands could not be broadcast together with remapped shapes [original->remapped]: (2,3)->(2,newaxis,3) (2,3)->(3,2) ",
            "shapes",
            ["shape=2,3", "shape=2,3"],
        ),
        (
            "solve1: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (m,m),(m)->(m) (size 3 is different from 2)",
            "shapes",
            ["size=3", "size=2"],
        ),
        (
            "shapes (3,) and (4,) not aligned: 3 (dim 0) != 4 (dim 0)",
            "shapes",
            ["shape=3", "shape=4", "size=3", "size=4"],
        ),
        ("could not broadcast input array from shape (4,) into shape (3,)", "shapes", ["shape=4", "shape=3"]),
        (
            "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg 0 with shape (3,) and arg 1 with shape (4,).",
            "shapes",
            ["shape=3", "shape=4"],
        ),
        (
            "shape mismatch: indexing arrays could not be broadcast together with shapes (2,) (3,) ",
            "shapes",
            ["shape=2", "shape=3"],
        ),
        (
            "non-broadcastable output operand with shape (2,3) doesn't match the broadcast shape (2,2,3)",
            "shapes",
            ["shape=2,3", "shape=2,2,3"],
        ),
        (
            "all the input array dimensions except for the concatenation axis must match exactly, but along dimension 1, the array at index 0 has size 3 and the array at index 1 has size 4",
            "shapes",
            ["axis=1", "size=3", "size=4"],
        ),
        ("all input arrays must have the same shape", "shapes", []),
        (
            "boolean index did not match indexed array along axis 0; size of axis is 2 but size of corresponding boolean axis is 3",
            "shapes",
            ["axis=0", "size=2", "size=3"],
        ),
        ("cannot reshape array of size 3 into shape (2,)", "reshape", ["size=3", "shape=2"]),
        (
            "all the input arrays must have same number of dimensions, but the array at index 0 has 2 dimension(s) and the array at index 1 has 1 dimension(s)",
            "dimensions",
            ["expected=2", "found=1"],
        ),
        (
            "too many indices for array: array is 1-dimensional, but 2 were indexed",
            "dimensions",
            ["found=1", "expected=2"],
        ),
        (
            "ufunc 'add' did not contain a loop with signature matching types (dtype('<U1'), dtype('int64')) -> None",
            "dtypes",
            ["found=<U1", "found=int64"],
        ),
        (
            "ufunc 'add' cannot use operands with types dtype('<M8[Y]') and dtype('<M8[Y]')",
            "dtypes",
            ["found=<M8[Y]", "found=<M8[Y]"],
        ),
        (
            "Cannot cast ufunc 'add' output from dtype('float64') to dtype('int8') with casting rule 'same_kind'",
            "dtypes",
            ["found=float64", "expected=int8"],
        ),
        (
            "Cannot cast array data from dtype('float64') to dtype('int32') according to the rule 'safe'",
            "dtypes",
            ["found=float64", "expected=int32"],
        ),
        (
            "The DTypes <class 'numpy.dtypes.DateTime64DType'> and <class 'numpy.dtypes.Float64DType'> do not have a common DType. For example they cannot be stored in a single array unless the dtype is `object`.",
            "dtypes",
            ["found=DateTime64DType", "found=Float64DType"],
        ),
        (
            "ufunc 'sin' not supported for the input types, and the inputs could not be safely coerced to any supported types according to the casting rule ''safe''",
            "dtypes",
            [],
        ),
        (
            "Unable to allocate 72.8 TiB for an array with shape (10000000000000,) and data type int64",
            "out_of_memory",
            ["requested=80000000000000", "device=cpu"],
        ),
        (
            "matmul: input operand 1 has a mismatch in its core dimension 0, with gufunc signature (n?,k),(k,m?)->(n?,m?) (size 2 is different from 3)",
            "shapes",
            ["size=2", "size=3"],
        ),
        (
            "boolean index did not match indexed array along dimension 0; dimension is 3 but corresponding boolean dimension is 4",
            "shapes",
            ["axis=0", "size=3", "size=4"],
        ),
        (
            "Cannot cast scalar from dtype('float64') to dtype('int64') according to the rule 'safe'",
            "dtypes",
            ["found=float64", "expected=int64"],
        ),
        (
            "Unable to allocate 1.50 GiB for an array with shape (100663296,) and data type <U4",
            "out_of_memory",
            ["requested=1610612736", "device=cpu"],
        ),
    ],
    "pandas": [
        ("Length of values (2) does not match length of index (3)", "shapes", ["size=2", "size=3", "axis=0"]),
        ("Length mismatch: Expected axis has 1 elements, new values have 2 elements", "shapes", ["size=1", "size=2"]),
        ("Shape of passed values is (2, 3), indices imply (2, 1)", "shapes", ["shape=2,3", "shape=2,1"]),
        ("Unable to coerce to DataFrame, shape must be (3, 1): given (2, 2)", "shapes", ["shape=3,1", "shape=2,2"]),
        ("Dot product shape mismatch, (3, 1) vs (2,)", "shapes", ["shape=3,1", "shape=2"]),
        ("('Lengths must match to compare', (3,), (2,))", "shapes", ["shape=3", "shape=2"]),
        ("Item wrong length 1 instead of 3.", "shapes", ["size=1", "size=3", "axis=0"]),
        ("All arrays must be of the same length", "shapes", ["axis=0"]),
        ("Invalid value 'x' for dtype 'int64'", "dtypes", ["expected=int64"]),
        (
            "You are trying to merge on int64 and str columns for key 'a'. If you wish to proceed you should use pd.concat",
            "dtypes",
            ["found=int64", "found=str"],
        ),
        ("cannot safely cast non-equivalent object to int64", "dtypes", ["found=object", "expected=int64"]),
    ],
    "sklearn": [
        (
            "X has 3 features, but StandardScaler is expecting 2 features as input.",
            "features",
            ["found=3", "expected=2"],
        ),
        (
            "The feature names should match those that were passed during fit.\nFeature names unseen at fit time:\n- c\nFeature names seen at fit time, yet now missing:\n- b\n",
            "features",
            ["unexpected=c", "missing=b"],
        ),
        (
            "The feature names should match those that were passed during fit.\nFeature names seen at fit time, yet now missing:\n- b\n",
            "features",
            ["missing=b"],
        ),
        (
            "Found input variables with inconsistent numbers of samples: [4, 5]",
            "shapes",
            ["size=4", "size=5", "axis=0"],
        ),
        (
            "Expected 2D array, got 1D array instead:\narray=[1. 1. 1.].\nReshape your data either using array.reshape(-1, 1) if your data has a single feature or array.reshape(1, -1) if it contains a single sample.",
            "dimensions",
            ["expected=2", "found=1"],
        ),
        (
            "Expected 2D array, got scalar array instead:\narray=1.0.\nReshape your data either using array.reshape(-1, 1) if your data has a single feature or array.reshape(1, -1) if it contains a single sample.",
            "dimensions",
            ["expected=2", "found=0"],
        ),
        (
            "Expected a 2-dimensional container but got <class 'pandas.Series'> instead. Pass a DataFrame containing a single row (i.e. single sample) or a single column (i.e. single feature) instead.",
            "dimensions",
            ["expected=2", "found=1"],
        ),
        (
            "Found array with dim 3, while dim <= 2 is required by LinearRegression.",
            "dimensions",
            ["found=3", "expected=2"],
        ),
        ("y should be a 1d array, got an array of shape (3, 2) instead.", "dimensions", ["expected=1", "found=2"]),
        (
            "The feature names should match those that were passed during fit.\nFeature names unseen at fit time:\n- a b\n- c\n- ...\n",
            "features",
            ["unexpected=a b", "unexpected=c"],
        ),
        (
            "The feature names should match those that were passed during fit.\nFeature names must be in the same order as they were in fit.\n",
            "features",
            [],
        ),
        ("Found array with dim 3. LinearRegression expected <= 2.", "dimensions", ["found=3", "expected=2"]),
    ],
    "lightgbm": [
        (
            "The number of features in data (2) is not the same as it was in training data (3).\nYou can set ``predict_disable_shape_check=true`` to discard this error, but please be aware what you are doing.",
            "features",
            ["found=2", "expected=3"],
        ),
    ],
    "torch": [
        ("mm: mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)", "shapes", ["shape=2,3", "shape=2,3"]),
        ("size mismatch, got input (2), mat (2x3), vec (2)", "shapes", ["shape=2,3", "shape=2"]),
        (
            "The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 1",
            "shapes",
            ["size=3", "size=4", "axis=1"],
        ),
        (
            "The expanded size of the tensor (4) must match the existing size (3) at non-singleton dimension 0.  Target sizes: [4].  Tensor sizes: [3]",
            "shapes",
            ["axis=0", "shape=4", "shape=3"],
        ),
        (
            "Sizes of tensors must match except in dimension 0. Expected size 3 but got size 4 for tensor number 1 in the list.",
            "shapes",
            ["size=3", "size=4"],
        ),
        (
            "stack expects each tensor to be equal size, but got [2] at entry 0 and [3] at entry 1",
            "shapes",
            ["shape=2", "shape=3"],
        ),
        (
            "inconsistent tensor size, expected tensor [3] and src [4] to have the same number of elements, but got 3 and 4 elements respectively",
            "shapes",
            ["shape=3", "shape=4"],
        ),
        (
            "Expected size for first two dimensions of batch2 tensor to be: [1, 3] but got: [1, 2].",
            "shapes",
            ["shape=1,3", "shape=1,2"],
        ),
        (
            "Given groups=1, weight of size [4, 3, 2, 2], expected input[1, 4, 8, 8] to have 3 channels, but got 4 channels instead",
            "shapes",
            ["shape=4,3,2,2", "shape=1,4,8,8"],
        ),
        (
            "Given normalized_shape=[4], expected input with shape [*, 4], but got input of size[2, 3]",
            "shapes",
            ["shape=2,3"],
        ),
        ("Expected input batch_size (3) to match target batch_size (4).", "shapes", ["size=3", "size=4", "axis=0"]),
        (
            "Using a target size (torch.Size([3, 1])) that is different to the input size (torch.Size([3])) is deprecated. Please ensure they have the same size.",
            "shapes",
            ["shape=3,1", "shape=3"],
        ),
        (
            "Error(s) in loading state_dict for Linear:\n\tsize mismatch for weight: copying a param with shape torch.Size([2, 4]) from checkpoint, the shape in current model is torch.Size([2, 3]).",
            "shapes",
            ["shape=2,4", "shape=2,3"],
        ),
        (
            "The shape of the mask [2] at index 0 does not match the shape of the indexed tensor [3] at index 0",
            "shapes",
            ["shape=2", "axis=0", "shape=3"],
        ),
        (
            "shape mismatch: value tensor of shape [3] cannot be broadcast to indexing result of shape [2]",
            "shapes",
            ["shape=3", "shape=2"],
        ),
        (
            "shape mismatch: indexing tensors could not be broadcast together with shapes [2], [3]",
            "shapes",
            ["shape=2", "shape=3"],
        ),
        ("output with shape [3] doesn't match the broadcast shape [2, 3]", "shapes", ["shape=3", "shape=2,3"]),
        (
            "einsum(): subscript j has size 2 for operand 1 which does not broadcast with previously seen size 3",
            "shapes",
            ["size=2", "size=3"],
        ),
        ("input.size(-1) must be equal to input_size. Expected 3, got 4", "shapes", ["size=3", "size=4"]),
        ("shape '[4, 5]' is invalid for input of size 6", "reshape", ["shape=4,5", "size=6"]),
        ("Tensors must have same number of dimensions: got 2 and 1", "dimensions", ["expected=2", "found=1"]),
        ("expected scalar type Float but found Double", "dtypes", ["expected=Float", "found=Double"]),
        (
            "expected m1 and m2 to have the same dtype, but got: float != double",
            "dtypes",
            ["found=float", "found=double"],
        ),
        (
            "Expected query, key, and value to have the same dtype, but got query.dtype: float key.dtype: double and value.dtype: float instead.",
            "dtypes",
            ["found=float", "found=double", "found=float"],
        ),
        ("mat1 and mat2 must have the same dtype, but got Double and Float", "dtypes", ["found=Double", "found=Float"]),
        (
            "dot : expected both vectors to have same dtype, but found Float and Double",
            "dtypes",
            ["found=Float", "found=Double"],
        ),
        (
            "linalg.solve: Expected A and B to have the same dtype, but found A of type Float and B of type Double instead",
            "dtypes",
            ["found=Float", "found=Double"],
        ),
        ("Input type (double) and bias type (float) should be the same", "dtypes", ["found=double", "expected=float"]),
        ("expected dtype float for `end` but got dtype double", "dtypes", ["expected=float", "found=double"]),
        (
            "expected target dtype to be Long or Byte, but got Int",
            "dtypes",
            ["expected=Long", "expected=Byte", "found=Int"],
        ),
        ("result type Float can't be cast to the desired output type Int", "dtypes", ["found=Float", "expected=Int"]),
        (
            "Index put requires the source and destination dtypes match, got Float for the destination and Double for the source.",
            "dtypes",
            ["expected=Float", "found=Double"],
        ),
        (
            "Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got torch.FloatTensor instead (while checking arguments for embedding)",
            "dtypes",
            ["expected=Long", "expected=Int", "found=FloatTensor"],
        ),
        (
            "can't convert np.ndarray of type numpy.str_. The only supported types are: float64, float32, float16, complex64, complex128, int64, int32, int16, int8, uint64, uint32, uint16, uint8, and bool.",
            "dtypes",
            [
                "found=str_",
                "expected=float64",
                "expected=float32",
                "expected=float16",
                "expected=complex64",
                "expected=complex128",
                "expected=int64",
                "expected=int32",
                "expected=int16",
                "expected=int8",
                "expected=uint64",
                "expected=uint32",
                "expected=uint16",
                "expected=uint8",
                "expected=bool",
            ],
        ),
        ("\"bitwise_and_cpu\" not implemented for 'Float'", "dtypes", ["found=Float"]),
        ("Tensor on device cpu is not on the expected device meta!", "devices", ["found=cpu", "found=meta"]),
        (
            "[enforce fail at alloc_cpu.cpp:127] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to allocate 4000000000000 bytes. Error code 12 (Cannot allocate memory)",
            "out_of_memory",
            ["requested=4000000000000", "device=cpu"],
        ),
        (
            "Input type (torch.cuda.FloatTensor) and weight type (torch.FloatTensor) should be the same",
            "devices",
            ["found=cuda", "found=cpu"],
        ),
        (
            "Input type (torch.FloatTensor) and weight type (torch.cuda.FloatTensor) should be the same or input should be a MKLDNN tensor and weight is a dense tensor",
            "devices",
            ["found=cpu", "found=cuda"],
        ),
        (
            "Input type (torch.cuda.HalfTensor) and weight type (torch.cuda.FloatTensor) should be the same",
            "dtypes",
            ["found=HalfTensor", "expected=FloatTensor"],
        ),
        ("Found dtype Double but expected Float", "dtypes", ["found=Double", "expected=Float"]),
        (
            "Expected all tensors to be on the same device, but found at least two devices, cuda:0 and cpu! (when checking argument for argument mat1 in method wrapper_CUDA_addmm)",
            "devices",
            ["found=cuda:0", "found=cpu"],
        ),
        (
            "Expected all tensors to be on the same device, but got mat2 is on cpu, different from other tensors on cuda:1 (when checking argument in method wrapper_CUDA_mm)",
            "devices",
            ["found=cpu", "found=cuda:1"],
        ),
        (
            "Expected all tensors to be on the same device. addmm: expected 'mat1' to be CUDA, but got CPU",
            "devices",
            [],
        ),
        (
            "CUDA out of memory. Tried to allocate 22.00 MiB. GPU 0 has a total capacity of 23.65 GiB of which 11.06 MiB is free. Including non-PyTorch memory, this process has 23.60 GiB memory in use. Of the allocated memory 22.90 GiB is allocated by PyTorch, and 194.87 MiB is reserved by PyTorch but unallocated.",
            "out_of_memory",
            ["device=cuda:0", "requested=23068672", "capacity=25393994137", "free=11597250"],
        ),
        (
            "CUDA out of memory. Tried to allocate 1.50 GiB. GPU 1 has a total capacty of 8.00 GiB of which 0 bytes is free. Of the allocated memory 22.44 GiB is allocated by PyTorch, and 3.16 MiB is reserved by PyTorch but unallocated.",
            "out_of_memory",
            ["device=cuda:1", "requested=1610612736", "capacity=8589934592", "free=0"],
        ),
        (
            "HIP out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 15.98 GiB of which 1.50 GiB is free. Of the allocated memory 13.00 GiB is allocated by PyTorch",
            "out_of_memory",
            ["device=cuda:0", "requested=2147483648", "capacity=17158394347", "free=1610612736"],
        ),
        (
            "XPU out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 15.50 GiB. Of the allocated memory 13.00 GiB is allocated by PyTorch, and 1.00 GiB is reserved by PyTorch but unallocated.",
            "out_of_memory",
            ["device=xpu:0", "requested=2147483648", "capacity=16642998272"],
        ),
        (
            "CUDA out of memory. Tried to allocate 12.50 MiB (GPU 0; 10.92 GiB total capacity; 8.57 MiB already allocated; 9.28 GiB free; 4.68 MiB cached)",
            "out_of_memory",
            ["device=cuda:0", "requested=13107200", "capacity=11725260718", "free=9964324126"],
        ),
        ("CUDA out of memory. Tried to allocate 20.00 MiB", "out_of_memory", ["requested=20971520", "device=cuda"]),
        ("CUDA out of memory. Tried to allocate more than 1EB memory.", "out_of_memory", ["device=cuda"]),
        (
            "CUDA error: out of memory\nCUDA kernel errors might be asynchronously reported at some other API call, so the stacktrace below might be incorrect.",
            "out_of_memory",
            ["device=cuda"],
        ),
        ("HIP out of memory. Tried to allocate more than 1EB memory.", "out_of_memory", ["device=cuda"]),
        ("XPU out of memory. Tried to allocate more than 1EB memory.", "out_of_memory", ["device=xpu"]),
        (
            "MPS backend out of memory (MPS allocated: 17.68 GB, other allocations: 3.95 MB, max allowed: 18.13 GB). Tried to allocate 1024.00 MB on private pool. Use PYTORCH_MPS_HIGH_WATERMARK_RATIO=0.0 to disable upper limit for memory allocations (may cause system failure).",
            "out_of_memory",
            ["requested=1073741824", "capacity=19466939269", "device=mps"],
        ),
        (
            "MPS backend out of memory (MPS allocated: 16.00 GiB, other allocations: 3.31 GiB, max allowed: 18.13 GiB). Tried to allocate 256 bytes on shared pool. Use PYTORCH_MPS_HIGH_WATERMARK_RATIO=0.0 to disable upper limit for memory allocations (may cause system failure).",
            "out_of_memory",
            ["requested=256", "capacity=19466939269", "device=mps"],
        ),
        ("MPS backend out of memory", "out_of_memory", ["device=mps"]),
        (
            "[enforce fail at alloc_cpu.cpp:80] data. DefaultCPUAllocator: not enough memory: you tried to allocate 4915200000 bytes.",
            "out_of_memory",
            ["requested=4915200000", "device=cpu"],
        ),
    ],
    "tensorflow": [
        (
            "{{function_node __wrapped__AddV2_device_/job:localhost/replica:0/task:0/device:CPU:0}} Incompatible shapes: [2,3] vs. [4,5] [Op:AddV2] name: ",
            "shapes",
            ["shape=2,3", "shape=4,5"],
        ),
        (
            "{{function_node __wrapped____MklMatMul_device_/job:localhost/replica:0/task:0/device:CPU:0}} Matrix size-incompatible: In[0]: [2,3], In[1]: [2,3] [Op:MatMul] name: ",
            "shapes",
            ["shape=2,3", "shape=2,3"],
        ),
        (
            "{{function_node __wrapped__ConcatV2_N_2_device_/job:localhost/replica:0/task:0/device:CPU:0}} ConcatOp : Dimension 1 in both shapes must be equal: shape[0] = [2,3] vs. shape[1] = [2,4] [Op:ConcatV2] name: concat",
            "shapes",
            ["axis=1", "shape=2,3", "shape=2,4"],
        ),
        (
            "{{function_node __wrapped__Pack_N_2_device_/job:localhost/replica:0/task:0/device:CPU:0}} Shapes of all inputs must match: values[0].shape = [2] != values[1].shape = [3] [Op:Pack] name: stack",
            "shapes",
            ["shape=2", "shape=3"],
        ),
        (
            "Dimensions must be equal, but are 6 and 2 for '{{node add}} = AddV2[T=DT_FLOAT](Reshape, strided_slice_1)' with input shapes: [6], [2].",
            "shapes",
            ["size=6", "size=2", "shape=6", "shape=2"],
        ),
        ("Dimensions 3 and 4 are not compatible", "shapes", ["size=3", "size=4"]),
        (
            "Cannot assign value to variable ' Variable:0': Shape mismatch.The variable shape (3,), and the assigned value shape (4,) are incompatible.",
            "shapes",
            ["shape=3", "shape=4"],
        ),
        (
            "{{function_node __wrapped__SoftmaxCrossEntropyWithLogits_device_/job:localhost/replica:0/task:0/device:CPU:0}} logits and labels must be broadcastable: logits_size=[2,4] labels_size=[2,3] [Op:SoftmaxCrossEntropyWithLogits] name: ",
            "shapes",
            ["shape=2,4", "shape=2,3"],
        ),
        (
            "{{function_node __wrapped__SelectV2_device_/job:localhost/replica:0/task:0/device:CPU:0}} condition [2], then [3], and else [4] must be broadcastable [Op:SelectV2]",
            "shapes",
            ["shape=2", "shape=3", "shape=4"],
        ),
        (
            "{{function_node __wrapped____MklEinsum_N_2_device_/job:localhost/replica:0/task:0/device:CPU:0}} Expected dimension 3 at axis 0 of the input shaped [2,3] but got dimension 2 [Op:Einsum] name: ",
            "shapes",
            ["size=3", "axis=0", "shape=2,3", "size=2"],
        ),
        (
            "{{function_node __wrapped__Reshape_device_/job:localhost/replica:0/task:0/device:CPU:0}} Input to reshape is a tensor with 6 values, but the requested shape has 20 [Op:Reshape]",
            "shapes",
            ["size=6", "size=20"],
        ),
        (
            "cannot compute AddV2 as input #1(zero-based) was expected to be a float tensor but is a int32 tensor [Op:AddV2] name: ",
            "dtypes",
            ["expected=float", "found=int32"],
        ),
        (
            "Value for attr 'T' of float is not in the list of allowed values: int8, int16, int32, int64, uint8, uint16, uint32, uint64\n\t; NodeDef: {{node BitwiseAnd}}; Op<name=BitwiseAnd; signature=x:T, y:T -> z:T; attr=T:type,allowed=[DT_INT8, DT_INT16, DT_INT32, DT_INT64, DT_UINT8, DT_UINT16, DT_UINT32, DT_UINT64]; is_commutative=true> [Op:BitwiseAnd] name: ",
            "dtypes",
            [
                "found=float",
                "expected=int8",
                "expected=int16",
                "expected=int32",
                "expected=int64",
                "expected=uint8",
                "expected=uint16",
                "expected=uint32",
                "expected=uint64",
            ],
        ),
        (
            "{{function_node __wrapped__Fill_device_/job:localhost/replica:0/task:0/device:CPU:0}} OOM when allocating tensor with shape[1048576,1048576] and type float on /job:localhost/replica:0/task:0/device:CPU:0 by allocator mklcpu [Op:Fill]",
            "out_of_memory",
            ["device=CPU:0", "requested=4398046511104"],
        ),
        (
            "Dimension 0 in both shapes must be equal, but are 2 and 3. Shapes are [2,4] and [3,4]. for '{{node concat}} = ConcatV2[N=2, T=DT_FLOAT, Tidx=DT_INT32](a, b, concat/axis)' with input shapes: [2,4], [3,4], [].",
            "shapes",
            ["axis=0", "size=2", "size=3", "shape=2,4", "shape=3,4"],
        ),
        ("Shapes (None, 1) and (None, 10) are incompatible", "shapes", ["shape=?,1", "shape=?,10"]),
        (
            "{{function_node __wrapped__AddV2_device_/job:localhost/replica:0/task:0/device:GPU:0}} required broadcastable shapes [Op:AddV2] name: ",
            "shapes",
            [],
        ),
        (
            "OOM when allocating tensor with shape[32,224,224,64] and type half on /job:localhost/replica:0/task:0/device:GPU:0 by allocator GPU_0_bfc\n\t [[{{node model/conv2d/Conv2D}}]]",
            "out_of_memory",
            ["device=GPU:0", "requested=205520896"],
        ),
        ("OOM when allocating tensor of shape [1024] and type string", "out_of_memory", []),
    ],
    "keras": [
        (
            "Exception encountered when calling Sequential.call().\n\n\x1b[1mInput 0 with name 'None' of layer 'dense' is incompatible with the layer: expected axis -1 of input shape to have value 3, but received input with shape (2, 4)\x1b[0m\n\nArguments received by Sequential.call():\n  • inputs=tf.Tensor(shape=(2, 4), dtype=float32)\n  • training=False\n  • mask=None\n  • kwargs=<class 'inspect._empty'>",
            "shapes",
            ["axis=-1", "size=3", "shape=2,4"],
        ),
        (
            "Arguments `target` and `output` must have the same shape. Received: target.shape=(2, 1), output.shape=(2, 3)",
            "shapes",
            ["shape=2,1", "shape=2,3"],
        ),
        ("Inputs have incompatible shapes. Received shapes (3,) and (4,)", "shapes", ["shape=3", "shape=4"]),
        (
            "A `Concatenate` layer requires inputs with matching shapes except for the concatenation axis. Received: input_shape=[(2, 3), (3, 4)]",
            "shapes",
            ["shape=2,3", "shape=3,4"],
        ),
        (
            "Layer sequential weight shape (3, 2) is not compatible with provided weight shape (4, 2).",
            "shapes",
            ["shape=3,2", "shape=4,2"],
        ),
        (
            "Data cardinality is ambiguous. Make sure all arrays contain the same number of samples.'x' sizes: 2\n'y' sizes: 3\n",
            "shapes",
            ["size=2", "size=3", "axis=0"],
        ),
        (
            'Input 0 of layer "conv2d" is incompatible with the layer: expected ndim=4, found ndim=2. Full shape received: (None, 3)',
            "dimensions",
            ["expected=4", "found=2"],
        ),
        (
            'Input 0 of layer "dense" is incompatible with the layer: expected min_ndim=2, found ndim=1. Full shape received: (3,)',
            "dimensions",
            ["expected=2", "found=1"],
        ),
        (
            'Input 0 of layer "pool" is incompatible with the layer: expected max_ndim=3, found ndim=4',
            "dimensions",
            ["expected=3", "found=4"],
        ),
    ],
    "jax": [
        ("add got incompatible shapes for broadcasting: (2,), (3,).", "shapes", ["shape=2", "shape=3"]),
        ("Incompatible shapes for broadcasting: shapes=[(2,), (3,), ()]", "shapes", ["shape=2", "shape=3", "shape="]),
        (
            "dot_general requires contracting dimensions to have the same shape, got (3,) and (2,).",
            "shapes",
            ["shape=3", "shape=2"],
        ),
        (
            "Cannot concatenate arrays with shapes that differ in dimensions other than the one being concatenated: concatenating along dimension 0 for shapes (2, 3), (2, 4).",
            "shapes",
            ["shape=2,3", "shape=2,4"],
        ),
        ("All input arrays must have the same shape. Got (2,), (3,).", "shapes", ["shape=2", "shape=3"]),
        (
            "Incompatible types for broadcasting: input type=float32[3] and requested type=float32[4]",
            "shapes",
            ["shape=3", "shape=4"],
        ),
        (
            "vmap got inconsistent sizes for array axes to be mapped:\n  * one axis had size 3: axis 0 of argument a of type float32[3];\n  * one axis had size 4: axis 0 of argument b of type float32[4]",
            "shapes",
            ["size=3", "size=4"],
        ),
        (
            "scan body function carry input and carry output must have equal types, but they differ:\n\nThe input carry component loop_carry[1] has type float32[3] but the corresponding output carry component has type float32[4], so the shapes do not match.\n\nRevise the function so that all output types match the corresponding input types.",
            "shapes",
            ["shape=3", "shape=4"],
        ),
        (
            "dynamic_update_slice update shape must be smaller than operand shape, got update shape (3,) for operand shape (2,).",
            "shapes",
            ["shape=3", "shape=2"],
        ),
        ("cannot reshape array of shape (6,) (size 6) into shape (4, 5) (size 20)", "reshape", ["size=6", "shape=4,5"]),
        (
            "lax.add requires arguments to have the same dtypes, got float32, int32. (Tip: jnp.add is a similar function that does automatic type promotion on inputs).",
            "dtypes",
            ["found=float32", "found=int32"],
        ),
        (
            "cond branches must have equal output types but they differ.\n\ntrue_fun is <lambda> at train.py:8\nfalse_fun is <lambda> at train.py:8\n\nThe output of true_fun has type int32[] but the corresponding output of false_fun has type float32[], so the dtypes do not match.\n\nRevise true_fun and/or false_fun so that all output types match.",
            "dtypes",
            ["found=int32", "found=float32"],
        ),
        (
            "and does not accept dtype float32 at position 0. Accepted dtypes at position 0 are subtypes of integer, bool.",
            "dtypes",
            ["found=float32", "expected=integer", "expected=bool"],
        ),
        (
            "Value 'a' with dtype <U1 is not a valid JAX array type. Only arrays of numeric types are supported by JAX.",
            "dtypes",
            ["found=<U1"],
        ),
        (
            "RESOURCE_EXHAUSTED: Out of memory allocating 4000000000000 bytes.",
            "out_of_memory",
            ["requested=4000000000000"],
        ),
        ("Incompatible shapes for broadcasting: (2, 3) and requested shape (4,)", "shapes", ["shape=2,3", "shape=4"]),
        ("Incompatible shapes for broadcasting: ((2, 3), (4, 5)).", "shapes", ["shape=2,3", "shape=4,5"]),
        (
            "dot_general requires batch dimensions to have the same shape, got (2,) and (3,).",
            "shapes",
            ["shape=2", "shape=3"],
        ),
        (
            "RESOURCE_EXHAUSTED: Out of memory while trying to allocate 4770354232 bytes.\nBufferAssignment OOM Debugging.\nBufferAssignment stats:\n             parameter allocation:  372.76MiB",
            "out_of_memory",
            ["requested=4770354232"],
        ),
        (
            "RESOURCE_EXHAUSTED: Out of memory while trying to allocate 3.50GiB.",
            "out_of_memory",
            ["requested=3758096384"],
        ),
        (
            "RESOURCE_EXHAUSTED: Failed to allocate request for 2.99GiB (3206250496B) on device ordinal 0",
            "out_of_memory",
            ["requested=3206250496"],
        ),
        ("RESOURCE_EXHAUSTED: Out of memory", "out_of_memory", []),
    ],
}
