"""Modules of flax, linen and nnx, against what JAX answered.

    python flax_modules.py record       with real JAX and the package
    PYTHONPATH=FOLDER gradwright run flax_modules.py check

The package itself is not part of the build: PYTHONPATH names a folder with its wheel unpacked.
"""
import sys, json, warnings
warnings.simplefilter("ignore")
import jax, jax.numpy as jnp, numpy as np, optax
out={}
def rec(n, f):
    try: out[n]=[np.asarray(v,dtype=np.float64).ravel().tolist() for v in jax.tree.leaves(f())]
    except Exception as e:
        out[n]=f"{type(e).__name__}: {str(e)[:300]}"
        if "-v" in sys.argv:
            import traceback; traceback.print_exc()
    print(n, out[n] if isinstance(out[n],str) else "ok", flush=True)
x=jax.random.normal(jax.random.key(0),(8,12,12,3)); y=jnp.arange(8)%4
def linen_dense():
    import flax.linen as nn
    class M(nn.Module):
        @nn.compact
        def __call__(self, x):
            x=nn.relu(nn.Dense(16)(x)); x=nn.LayerNorm()(x); return nn.Dense(4)(x)
    m=M(); v=m.init(jax.random.key(1), x.reshape(8,-1))
    return v, m.apply(v, x.reshape(8,-1))
def linen_cnn():
    import flax.linen as nn
    from flax.training import train_state
    class C(nn.Module):
        @nn.compact
        def __call__(self, x, train):
            x=nn.Conv(8,(3,3))(x); x=nn.BatchNorm(use_running_average=not train)(x); x=nn.relu(x); x=nn.avg_pool(x,(2,2),(2,2)); x=x.reshape(x.shape[0],-1); x=nn.Dropout(0.5,deterministic=not train)(x); return nn.Dense(4)(x)
    m=C(); v=m.init(jax.random.key(1),x,train=False)
    class TS(train_state.TrainState):
        batch_stats: dict
    st=TS.create(apply_fn=m.apply,params=v["params"],tx=optax.adam(1e-2),batch_stats=v["batch_stats"])
    @jax.jit
    def step(st,key):
        def loss(p):
            o,up=st.apply_fn({"params":p,"batch_stats":st.batch_stats},x,train=True,mutable=["batch_stats"],rngs={"dropout":key})
            return optax.softmax_cross_entropy_with_integer_labels(o,y).mean(), up
        (l,up),g=jax.value_and_grad(loss,has_aux=True)(st.params)
        return st.apply_gradients(grads=g).replace(batch_stats=up["batch_stats"]), l
    ls=[]
    for i in range(3): st,l=step(st,jax.random.key(i)); ls.append(l)
    return ls
def linen_rnn():
    import flax.linen as nn
    m=nn.RNN(nn.LSTMCell(5)); s=jax.random.normal(jax.random.key(3),(2,7,3)); v=m.init(jax.random.key(1),s)
    return m.apply(v,s), jax.grad(lambda v: (m.apply(v,s)**2).sum())(v)
def linen_attn():
    import flax.linen as nn
    m=nn.MultiHeadDotProductAttention(num_heads=2); s=jax.random.normal(jax.random.key(3),(2,5,8)); v=m.init(jax.random.key(1),s)
    return jax.jit(m.apply)(v,s)
def linen_scan():
    import flax.linen as nn
    class L(nn.Module):
        @nn.compact
        def __call__(self,c,_): return nn.tanh(nn.Dense(6)(c)), None
    class S(nn.Module):
        @nn.compact
        def __call__(self,x):
            return nn.scan(L,variable_axes={"params":0},split_rngs={"params":True},length=3)()(x,None)[0]
    m=S(); s=jnp.ones((2,6)); v=m.init(jax.random.key(1),s); return v, m.apply(v,s)
def linen_remat():
    import flax.linen as nn
    class R(nn.Module):
        @nn.compact
        def __call__(self,x): return nn.remat(nn.Dense)(4)(x).sum()
    m=R(); s=jnp.ones((2,6)); v=m.init(jax.random.key(1),s); return jax.grad(m.apply)(v,s)
def linen_embed():
    import flax.linen as nn
    m=nn.Embed(7,4); v=m.init(jax.random.key(1),jnp.array([1,2])); return v, m.apply(v,jnp.array([3,0]))
def nnx_mlp():
    from flax import nnx
    class M(nnx.Module):
        def __init__(self,rngs): self.l1=nnx.Linear(6,8,use_bias=False,rngs=rngs); self.bn=nnx.BatchNorm(8,rngs=rngs); self.dr=nnx.Dropout(0.2,rngs=rngs); self.l2=nnx.Linear(8,4,rngs=rngs)
        def __call__(self,x): return self.l2(self.dr(nnx.relu(self.bn(self.l1(x)))))
    m=M(nnx.Rngs(0)); opt=nnx.Optimizer(m,optax.adam(1e-2),wrt=nnx.Param)
    xs=x.reshape(8,-1)[:,:6]
    @nnx.jit
    def step(m,opt):
        def loss(m): return optax.softmax_cross_entropy_with_integer_labels(m(xs),y).mean()
        l,g=nnx.value_and_grad(loss)(m); opt.update(m,g); return l
    ls=[step(m,opt) for _ in range(3)]
    return ls, nnx.state(m,nnx.Param)
def nnx_cnn():
    from flax import nnx
    c=nnx.Conv(3,4,(3,3),rngs=nnx.Rngs(1)); return c(x)
def nnx_split():
    from flax import nnx
    l=nnx.Linear(3,2,rngs=nnx.Rngs(1)); g,s=nnx.split(l); l2=nnx.merge(g,s); return l2(jnp.ones((1,3))), nnx.display if 0 else 0.
def nnx_vmap():
    from flax import nnx
    @nnx.vmap(in_axes=0,out_axes=0)
    def mk(k): return nnx.Linear(3,2,rngs=nnx.Rngs(k))
    m=mk(jax.random.split(jax.random.key(0),4)); return nnx.vmap(lambda m,x: m(x),in_axes=(0,None))(m,jnp.ones((1,3)))
def nnx_scan():
    from flax import nnx
    @nnx.split_rngs(splits=3)
    @nnx.vmap(in_axes=(0,),out_axes=0)
    def mk(r): return nnx.Linear(4,4,rngs=r)
    m=mk(nnx.Rngs(0))
    @nnx.scan(in_axes=(0,nnx.Carry),out_axes=nnx.Carry)
    def f(m,x): return nnx.tanh(m(x))
    return f(m,jnp.ones((2,4)))
def ser():
    from flax import serialization
    d={"a":jnp.arange(3.),"b":[jnp.ones(2)]}; return serialization.from_bytes(d,serialization.to_bytes(d))
def struct():
    from flax import struct
    @struct.dataclass
    class P: a: jnp.ndarray; b: int=struct.field(pytree_node=False)
    return jax.tree.map(lambda v: v*2, P(jnp.ones(2),3))
for f in (linen_dense,linen_cnn,linen_rnn,linen_attn,linen_scan,linen_remat,linen_embed,nnx_mlp,nnx_cnn,nnx_split,nnx_vmap,nnx_scan,ser,struct): rec(f.__name__,f)
if sys.argv[1]=="record": json.dump(out,open(__file__[:-3] + ".json","w"))
else:
    want=json.load(open(__file__[:-3] + ".json")); bad=0
    for n,w in want.items():
        g=out.get(n)
        if isinstance(w,str) or isinstance(g,str):
            if g!=w: bad+=1; print("DIFF",n,str(g)[:300],"| want",str(w)[:100])
        else:
            d=max([float(np.max(np.abs(np.array(a)-np.array(b))/(np.abs(np.array(b))+1e-2))) if b else 0. for a,b in zip(g,w)]+[0.])
            if not d<1e-4 or len(g)!=len(w): bad+=1; print("VALUES",n,d,len(g),len(w))
    print("checked",len(want),"bad",bad)

    sys.exit(1 if bad else 0)
